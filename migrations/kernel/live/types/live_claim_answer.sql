create type api.live_claim_answer as (
  shard integer,
  told text,
  messages api.live_message[],
  listeners api.live_listener[],
  others boolean,
  ended text[]
);

comment on type api.live_claim_answer is
  'The shard leased to this worker, what to publish and to whom; others: whether another one waits for a worker; ended: '
  'the connections to close.';
comment on column api.live_claim_answer.shard is '@nullable';
comment on column api.live_claim_answer.told is '@nullable';

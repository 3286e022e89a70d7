create type api.usage_answer as (
  txid text,
  no bigint,
  events api.usage[]
);

comment on type api.usage_answer is 'Calls by people, and the last event that was read; null when there is none.';
comment on column api.usage_answer.txid is '@nullable';
comment on column api.usage_answer.no is '@nullable';

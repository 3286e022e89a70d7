create type api.events_answer as (
  events api.event[],
  more boolean,
  txid text,
  no bigint
);

comment on type api.events_answer is
  'Events in the order of their commits, and the cursor after them. `more`: read on at once, or in a moment if there were none, for something is committed that cannot be read before another transaction ends.';

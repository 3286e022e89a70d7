create type api.live_listener as (
  connection_id text,
  audience text,
  stores text[]
);

comment on type api.live_listener is 'A connected page, and the stores of which it receives changes.';

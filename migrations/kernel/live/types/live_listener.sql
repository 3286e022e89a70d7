create type api.live_listener as (
  connection_id text,
  audience text,
  stores text[],
  member_id uuid
);

comment on type api.live_listener is 'A connected page, and the stores of which it receives changes; of a member who that is.';
comment on column api.live_listener.member_id is '@nullable';

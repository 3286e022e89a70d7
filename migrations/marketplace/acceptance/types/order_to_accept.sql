create type api.order_to_accept as (
  order_gid text,
  mirakl_id text,
  action text,
  line_ids text[]
);

comment on type api.order_to_accept is 'An order that waits for its acceptance, and what is to be done: accept, refuse or reread.';

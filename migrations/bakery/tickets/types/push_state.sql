create type api.push_state as (
  store text,
  store_name text,
  sku text,
  shown integer,
  shown_at timestamptz,
  fault text,
  waiting boolean,
  last_error text,
  pushed integer,
  pushed_at timestamptz,
  status text
);

comment on type api.push_state is
  'A shop''s state for a SKU: what it is known to show, whether a push waits, what the last one set and its result.';
comment on column api.push_state.shown is '@nullable';
comment on column api.push_state.shown_at is '@nullable';
comment on column api.push_state.fault is '@nullable';
comment on column api.push_state.last_error is '@nullable';
comment on column api.push_state.pushed is '@nullable';
comment on column api.push_state.pushed_at is '@nullable';
comment on column api.push_state.status is '@nullable';

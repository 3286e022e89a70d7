create type api.alert as (
  work_id bigint,
  kind text,
  store text,
  ref text,
  order_id text,
  at timestamptz,
  detail jsonb
);

comment on type api.alert is 'An alert for a person: ids and codes.';
comment on column api.alert.store is '@nullable';
comment on column api.alert.ref is '@nullable';
comment on column api.alert.order_id is '@nullable';

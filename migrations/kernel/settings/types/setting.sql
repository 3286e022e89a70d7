create type api.setting as (
  store text,
  key text,
  value jsonb,
  updated_at timestamptz,
  updated_by text
);

comment on type api.setting is 'One setting; a null store is all stores.';
comment on column api.setting.store is '@nullable';
comment on column api.setting.updated_by is '@nullable';

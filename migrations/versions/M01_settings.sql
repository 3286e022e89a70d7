-- Settings: one value per key and store; a null store holds for all.
-- depends: M00_core
set local role ordak_owner;

create table core.settings (
  setting_id bigint generated always as identity primary key,
  store text references core.stores,
  key text not null check (key ~ '^[a-z][a-z0-9_]{1,60}$'),
  value jsonb not null,
  updated_at timestamptz not null default core.now(),
  updated_by text,
  unique nulls not distinct (store, key)
);
create trigger set_updated_at before update on core.settings for each row execute function core.set_updated_at();

create table core.shop_tokens (
  store text primary key references core.stores,
  secret_name text not null,
  scopes text[] not null default '{}',
  expires_at timestamptz,
  updated_at timestamptz not null default core.now()
);
alter table core.shop_tokens owner to ordak_owner;
create trigger set_updated_at before update on core.shop_tokens for each row execute function core.set_updated_at();
alter table core.devices drop column errors_since, drop column errors;
alter table core.sessions drop column errors_since, drop column errors;
drop domain core.page_name, core.page_version, core.error_kind, core.page_place;

-- Shopify: where each shop's token is kept, runs of synchronisation, deliveries that could not be ingested.
-- depends: M01_settings
set local role ordak_owner;

-- A token itself is never here: secret_name says where it is kept.
create table core.shop_tokens (
  store text primary key references core.stores,
  secret_name text not null,
  scopes text[] not null default '{}',
  expires_at timestamptz,
  updated_at timestamptz not null default core.now()
);
create trigger set_updated_at before update on core.shop_tokens for each row execute function core.set_updated_at();

create type core.run_status as enum ('running', 'done', 'failed');

create table core.sync_runs (
  run_id bigint generated always as identity primary key,
  store text references core.stores,
  kind text not null,
  status core.run_status not null default 'running',
  counts jsonb not null default '{}',
  checkpoint jsonb,
  started_at timestamptz not null default core.now(),
  finished_at timestamptz
);
create index sync_runs_started_at on core.sync_runs (started_at desc);
create index sync_runs_store on core.sync_runs (store);

-- Whole bodies that wait: 'permanent' ones for a person (the quarantine), the others for their next try.
create table core.held_deliveries (
  delivery_id bigint generated always as identity primary key,
  store text not null references core.stores,
  topic text not null,
  order_gid text,
  webhook_id text,
  triggered_at timestamptz,
  body bytea not null,
  body_sha256 bytea not null generated always as (sha256(body)) stored,
  reason text not null,
  permanent boolean not null,
  received_at timestamptz not null default core.now(),
  resolved_at timestamptz
);
-- A redelivery of the same bytes is the same delivery until it is resolved.
create index held_deliveries_order on core.held_deliveries (store, order_gid) where resolved_at is null;
create unique index held_deliveries_open on core.held_deliveries (store, topic, body_sha256) where resolved_at is null;

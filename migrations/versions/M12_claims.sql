-- What a shop's deliveries claim and what cannot be undone: kept as a claim, and done when it is proven or has waited.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M11_floor
set local role ordak_owner;

-- Since when a delivery says that the app was removed: the shop is asked, and its answer counts.
alter table core.shops add column uninstall_claimed_at timestamptz;

-- A shop asks for all its customers' data to be erased: that waits, and an Admin can stop it.
create table core.shop_redactions (
  redaction_id bigint generated always as identity primary key,
  store text not null references core.stores,
  requested_at timestamptz not null default core.now(),
  due_at timestamptz not null,
  stopped_at timestamptz,
  stopped_by text,
  -- How far it is: sales go in the order of their ids, some at a time.
  after_gid text not null default '',
  sales integer not null default 0,
  done_at timestamptz,
  check (stopped_at is null or done_at is null)
);
create unique index shop_redactions_open on core.shop_redactions (store) where stopped_at is null and done_at is null;
create index shop_redactions_store on core.shop_redactions (store, redaction_id);

-- Who sent a scan id first: its answer is told to nobody else. Null in rows of before.
alter table core.scans add column asked_by text;

-- What the last migration left each login set to, to be compared: a login may change its own settings.
create table core.login_settings (
  login text primary key,
  settings text[] not null
);

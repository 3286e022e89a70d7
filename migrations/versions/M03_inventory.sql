-- Inventory, bill of materials, work queue.
-- depends: M02_shopify
set local role ordak_owner;

create type core.txn_kind as enum ('hold', 'release', 'consume', 'receive', 'correction', 'waste');

-- Stock of both shops: one company, one store room. Counters move only with a ledger row (core.post_txn).
create table core.inventory_items (
  sku text primary key check (sku = btrim(sku) and sku <> ''),
  title text not null,
  uom text not null default 'each',
  on_hand numeric(14, 3) not null default 0,
  reserved numeric(14, 3) not null default 0,
  buffer numeric(14, 3) not null default 0 check (buffer >= 0),
  -- What may still be sold. Null for what is made from components: that is computed (core.available).
  ats numeric(14, 3) generated always as (case when stocked then on_hand - reserved - buffer end) stored,
  stocked boolean not null default true,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now(),
  -- The last guard against overselling: what is held is there.
  constraint held_is_there check (reserved >= 0 and reserved <= on_hand)
);
create trigger set_updated_at before update on core.inventory_items for each row execute function core.set_updated_at();

-- The ledger. qty is signed as the seed has it: a hold is negative.
create table core.inventory_txn (
  txn_id bigint generated always as identity primary key,
  sku text not null references core.inventory_items,
  kind core.txn_kind not null,
  qty numeric(14, 3) not null check (qty <> 0),
  on_hand_delta numeric(14, 3) not null
    generated always as (case when kind in ('hold', 'release') then 0 else qty end) stored,
  reserved_delta numeric(14, 3) not null
    generated always as (case when kind in ('hold', 'release') then -qty when kind = 'consume' then qty else 0 end) stored,
  store text references core.stores,
  reason text not null,
  ref_id text,
  actor_id text,
  correlation_id text,
  created_at timestamptz not null default core.now(),
  check (kind <> 'hold' or qty < 0),
  check (kind <> 'release' or qty > 0),
  check (kind not in ('consume', 'waste') or qty < 0),
  check (kind <> 'receive' or qty > 0)
);
create index inventory_txn_sku on core.inventory_txn (sku, created_at desc);
create index inventory_txn_ref on core.inventory_txn (store, ref_id, sku) where ref_id is not null;
create trigger append_only before update or delete or truncate on core.inventory_txn
  for each statement execute function core.refuse_change();

-- Bill of materials, nested. No foreign key on the component: an unknown one is INV002 on the ticket, not a lost order.
create table core.product_requirements (
  sku text not null,
  component_sku text not null check (component_sku <> sku),
  qty numeric(14, 3) not null check (qty > 0),
  primary key (sku, component_sku)
);
create index product_requirements_component on core.product_requirements (component_sku);

create function core.refuse_cycle() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Two halves of a cycle written at once would not see each other.
  perform pg_advisory_xact_lock(hashtext('core.product_requirements'));
  if exists (
    with recursive below (sku) as (
      select new.component_sku
      union
      select r.component_sku from below b join core.product_requirements r on r.sku = b.sku
    )
    select from below b where b.sku = new.sku
  ) then
    raise exception 'component % is made from %', new.component_sku, new.sku using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger refuse_cycle after insert or update on core.product_requirements
  for each row execute function core.refuse_cycle();

-- What an order asked for and the store room did not hold. Someone must clear it.
create table core.shortfalls (
  shortfall_id bigint generated always as identity primary key,
  store text not null references core.stores,
  order_gid text not null,
  sku text not null references core.inventory_items,
  qty numeric(14, 3) not null check (qty > 0),
  created_at timestamptz not null default core.now(),
  cleared_at timestamptz,
  cleared_by text,  -- the person who answered for it; null when stock came
  foreign key (store, order_gid) references core.sales
);
create index shortfalls_order on core.shortfalls (store, order_gid);
create index shortfalls_open on core.shortfalls (sku, shortfall_id) where cleared_at is null;

create type core.work_status as enum ('pending', 'running', 'done', 'error', 'dead');

-- The transactional outbox: what the outside world still has to be told.
create table core.work_queue (
  work_id bigint generated always as identity primary key,
  topic text not null,
  status core.work_status not null default 'pending',
  priority smallint not null default 0,
  store text references core.stores,
  payload jsonb not null default '{}',
  dedupe_key text not null,
  retry_count integer not null default 0,
  max_retries integer not null default 12,
  next_retry_at timestamptz,
  locked_at timestamptz,
  locked_by text,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now()
);
create index work_queue_due on core.work_queue (status, priority, next_retry_at);
create trigger set_updated_at before update on core.work_queue for each row execute function core.set_updated_at();

-- Core: stores, staff, sales, tickets, events, scans.
create schema core authorization ordak_owner;
set local role ordak_owner;

create type core.stage_type as enum ('Filling', 'Covering', 'Decorating', 'Packing', 'Complete');
create type core.priority as enum ('Low', 'Medium', 'High');
create type core.delivery_method as enum ('pickup', 'delivery', 'shipping');
create type core.staff_role as enum ('Staff', 'Supervisor', 'Admin', 'Agent', 'Packer', 'Member', 'Service');
create type core.line_kind as enum ('cake', 'extra');

-- What a person types. The comment is what the contract says of it; the check is what the database holds to.
create domain core.label as text check (length(value) <= 100);
comment on domain core.label is '{"max_length": 100}';
create domain core.remark as text check (length(value) <= 500);
comment on domain core.remark is '{"max_length": 500}';
create domain core.reason as text check (length(btrim(value)) between 1 and 500);
comment on domain core.reason is '{"strip_whitespace": true, "min_length": 1, "max_length": 500}';
create domain core.scan_text as text check (length(value) between 1 and 4000);
comment on domain core.scan_text is '{"min_length": 1, "max_length": 4000}';
create domain core.row_limit as integer check (value between 1 and 500);
comment on domain core.row_limit is '{"ge": 1, "le": 500}';
create domain core.row_offset as integer check (value >= 0);
comment on domain core.row_offset is '{"ge": 0, "le": 2147483647}';
create domain core.store_name as text check (value ~ '^[a-z][a-z0-9]{0,30}$');
comment on domain core.store_name is '{"pattern": "^[a-z][a-z0-9]{0,30}$"}';

-- The one clock. Tests replace it in their template database; production has no override.
create function core.now() returns timestamptz
language sql stable
return now();

create function core.set_updated_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := core.now();
  return new;
end
$$;

-- Checksums of the versions that have run: a landed file never changes.
create table core.applied_versions (
  id text primary key,
  sha256 text not null,
  applied_at timestamptz not null default core.now()
);

create table core.stores (
  store text primary key check (store ~ '^[a-z][a-z0-9]*$'),
  display_name text not null,
  -- Every spelling a label or a person uses before the number; lower case, the store itself included.
  spellings text[] not null check (store = any (spellings)),
  timezone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$')
);

-- Every store's spellings, whatever the actor may see: a code of another store is known as one, and its ticket is not found.
create function core.spellings(out store text, out spelling text) returns setof record
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.store, unnest(s.spellings) from core.stores s;
end;

create table core.staff_shared (
  id uuid primary key default gen_random_uuid(),
  display_name text not null,
  role core.staff_role not null check (role <> 'Service'),
  stores text[] not null default '{}',
  is_active boolean not null default true,
  -- The database login of a person's read-only tool, if they have one.
  database_login name unique,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now()
);

-- Those that act for no person: a function of ours, by name.
create table core.services (
  name text primary key,
  is_active boolean not null default true
);

create table core.faults (
  code text primary key check (code ~ '^[A-Z]{3,4}[0-9]{3}$'),
  status smallint not null check (status between 400 and 599),
  retry boolean not null,
  title text not null
);

-- The stage model: an action, the stage it starts from, where it leads, who may do it.
create table core.transitions (
  action text not null,
  from_stage core.stage_type not null,
  to_stage core.stage_type not null,
  stamps text,          -- the ticket's timestamp that the action sets
  requires text,        -- the ticket's timestamp that must be set before
  if_blocked boolean not null,  -- also while stock is short
  roles core.staff_role[] not null,
  primary key (action, from_stage)
);

-- Who may call the functions that are no action on a ticket, and through which deployables' logins.
create table core.permissions (
  function_name text primary key,
  roles core.staff_role[] not null,
  logins name[] not null
);

-- One row per order of a shop: the place of dedupe. A customer's data is here, in its lines, and in its tickets' texts.
create table core.sales (
  store text not null references core.stores,
  order_gid text not null,
  ticket_base text not null,  -- what the ids of its tickets begin with
  shopify_order_id numeric(20, 0),
  shopify_order_number bigint,
  name text,
  customer_name text,
  currency text,
  total_amount numeric(12, 2),
  source_name text,
  is_test boolean not null default false,
  flags text[] not null default '{}',
  order_json jsonb not null,
  ordered_at timestamptz,
  shop_updated_at timestamptz,
  triggered_at timestamptz,
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now(),
  primary key (store, order_gid),
  unique (store, ticket_base)
);

create table core.sale_lines (
  store text not null,
  order_gid text not null,
  line_no integer not null,
  line_id text,
  kind core.line_kind not null,
  sku text,
  title text not null,
  variant_title text,
  quantity integer not null check (quantity >= 0),
  unit_amount numeric(12, 2),
  properties jsonb not null default '[]',
  primary key (store, order_gid, line_no),
  foreign key (store, order_gid) references core.sales on delete cascade
);

-- One row is one ticket: what carries a barcode and has a stage.
create table core.orders (
  store text not null references core.stores,
  id text collate "C" not null,
  row_id uuid not null default gen_random_uuid(),
  order_gid text not null,
  ticket_no integer not null check (ticket_no > 0),
  line_no integer,
  shopify_order_number bigint,
  stage core.stage_type not null default 'Filling',
  priority_override core.priority,
  product_title text not null,
  flavour text,
  size text,
  -- Sizes sort as numbers where they hold one: 8 inch before 10 inch.
  size_order numeric generated always as (substring(size from '\d+(?:\.\d+)?')::numeric) stored,
  cake_message text,
  notes text,
  due_date date,
  due_slot text,
  due_text text,
  delivery_method core.delivery_method,
  total_amount numeric(12, 2),
  assignee_id uuid references core.staff_shared,
  storage text,
  print_count integer not null default 0,
  filling_start_ts timestamptz,
  filling_complete_ts timestamptz,
  covering_complete_ts timestamptz,
  decorating_complete_ts timestamptz,
  packing_start_ts timestamptz,
  packing_complete_ts timestamptz,
  qc_returned_ts timestamptz,
  qc_reason text,
  cancelled_at timestamptz,
  inventory_blocked boolean not null default false,
  flags text[] not null default '{}',
  created_at timestamptz not null default core.now(),
  updated_at timestamptz not null default core.now(),
  updated_by text,
  primary key (store, id),
  unique (store, row_id),
  unique (store, order_gid, ticket_no),
  foreign key (store, order_gid) references core.sales
) partition by list (store);

create table core.orders_bannos partition of core.orders for values in ('bannos');
create table core.orders_flourlane partition of core.orders for values in ('flourlane');

-- The queue in the seed's order. A priority follows from the due date, so due first is priority first;
-- the few that a supervisor has set stand in an index of their own.
create index orders_queue on core.orders (store, due_date, size_order, size, shopify_order_number, id)
  where stage <> 'Complete' and cancelled_at is null and priority_override is null;
create index orders_queue_override on core.orders (store, priority_override)
  where stage <> 'Complete' and cancelled_at is null and priority_override is not null;
-- No stage among the columns: comparing enums is not leakproof, so under row security it is never an index condition.
create index orders_unassigned on core.orders (store, due_date, size_order, size, shopify_order_number, id)
  where assignee_id is null and stage <> 'Complete' and cancelled_at is null;
create index orders_completed on core.orders (store, packing_complete_ts) where stage = 'Complete';
create index orders_assignee on core.orders (assignee_id) where assignee_id is not null;

create trigger set_updated_at before update on core.orders for each row execute function core.set_updated_at();
create trigger set_updated_at before update on core.sales for each row execute function core.set_updated_at();
create trigger set_updated_at before update on core.staff_shared for each row execute function core.set_updated_at();

-- Every change and every refusal of every flow. Ids only. No role may update or delete.
create table core.order_events (
  event_no bigint generated always as identity,
  -- Numbers are given before the commit; a reader resumes from (txid, event_no).
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default core.now(),
  kind text not null,
  code text references core.faults,
  store text,
  order_gid text,
  ticket_id text,
  from_stage core.stage_type,
  to_stage core.stage_type,
  actor_kind text,
  actor_id text,
  device_id text,
  function_name text,
  scan_id uuid,
  correlation_id text,
  detail jsonb not null default '{}',
  primary key (event_no)
);
create index order_events_resume on core.order_events (txid, event_no);
create index order_events_ticket on core.order_events (store, ticket_id, event_no);
create index order_events_order on core.order_events (store, order_gid, event_no);

create function core.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;
create trigger append_only before update or delete or truncate on core.order_events
  for each statement execute function core.refuse_change();

-- What people wrote beside what they did: an event names the remark, and the remark can be emptied.
create table core.remarks (
  remark_id bigint generated always as identity primary key,
  store text not null references core.stores,
  ticket_id text not null,
  text text not null,
  created_at timestamptz not null default core.now(),
  foreign key (store, ticket_id) references core.orders on delete cascade
);
create index remarks_ticket on core.remarks (store, ticket_id);

-- The first answer that was given to a scan id.
create table core.scans (
  scan_id uuid primary key,
  store text,
  function_name text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null default core.now()
);
create index scans_created_at on core.scans (created_at);

insert into core.stores (store, display_name, spellings, timezone, currency) values
  ('bannos', 'Bannos', '{bannos}', 'Australia/Sydney', 'AUD'),
  ('flourlane', 'Flour Lane', '{flourlane,flour-lane}', 'Australia/Sydney', 'AUD');

-- Numbers of orders that staff write themselves: bannos-m1001.
create sequence core.manual_order_bannos start 1001;
create sequence core.manual_order_flourlane start 1001;

-- Pantries: when ordering is open, when orders are picked up, what is offered, and which households order.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- depends: M44_offers
create schema pantry authorization ordak_owner;
set local role ordak_owner;

create domain core.household_size as integer check (value between 1 and 30);
comment on domain core.household_size is '{"ge": 1, "le": 30}';
create domain core.slot_capacity as integer check (value between 0 and 10000);
comment on domain core.slot_capacity is '{"ge": 0, "le": 10000}';
-- What a household eats, or needs; what an item suits.
create domain core.diet as text check (value in ('vegetarian', 'vegan', 'halal', 'kosher', 'gluten_free', 'lactose_free', 'nut_free', 'diabetic', 'baby'));
comment on domain core.diet is '{"pattern": "^(vegetarian|vegan|halal|kosher|gluten_free|lactose_free|nut_free|diabetic|baby)$"}';
create domain core.diets as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20);
comment on domain core.diets is '{"list_of": "diet", "max_length": 20}';
create domain core.most_each as integer check (value between 0 and 1000);
comment on domain core.most_each is '{"ge": 0, "le": 1000}';
create domain core.most_orders as integer check (value between 1 and 10000);
comment on domain core.most_orders is '{"ge": 1, "le": 10000}';
create domain core.sku_list as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 10);
comment on domain core.sku_list is '{"list_of": "sku", "max_length": 10}';

-- Households of a pantry. That of a person who has asked to be a member waits until somebody has approved it.
create table core.households (
  store text not null references core.stores,
  household_id uuid not null default gen_random_uuid(),
  size integer not null default 1 check (size between 1 and 30),
  diets text[] not null default '{}',
  -- The last day on which it may order; null: no end.
  valid_until date,
  approved_at timestamptz,
  -- Until then staff has to be asked: it has not come for its orders too often.
  asks_since timestamptz,
  created_at timestamptz not null default core.now(),
  primary key (store, household_id)
);
create table core.household_members (
  store text not null,
  member_id uuid not null references core.staff_shared,
  household_id uuid not null,
  created_at timestamptz not null default core.now(),
  primary key (member_id, store),
  foreign key (store, household_id) references core.households
);
create index household_members_household on core.household_members (store, household_id);

-- What a pantry offers of the store room of its organisation. The most that a household may have of it in a session:
-- limit_each, and limit_per_person for each of its people on top; without either there is no limit.
create table core.pantry_items (
  store text not null references core.stores,
  organisation text not null default coalesce(core.house(), 'house'),
  sku text not null,
  is_offered boolean not null default true,
  limit_each integer check (limit_each between 0 and 1000),
  limit_per_person integer check (limit_per_person between 0 and 1000),
  suits text[] not null default '{}',
  -- What may be given in its place, the best first.
  substitutes text[] not null default '{}' check (cardinality(substitutes) <= 10),
  updated_at timestamptz not null default core.now(),
  primary key (store, sku),
  foreign key (organisation, sku) references core.inventory_items (organisation, sku)
);
create index pantry_items_item on core.pantry_items (organisation, sku);

-- A pantry session: when ordering is open. Between opens_at and closes_at, until it has max_orders, or until somebody closes it.
create table core.pantry_sessions (
  store text not null references core.stores,
  session_id uuid not null default gen_random_uuid(),
  title text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  max_orders integer check (max_orders > 0),
  state text not null default 'planned' check (state in ('planned', 'open', 'closed')),
  closed_by text check (closed_by in ('time', 'count', 'hand')),
  closed_at timestamptz,
  created_at timestamptz not null default core.now(),
  primary key (store, session_id),
  check (opens_at < closes_at),
  check ((state = 'closed') = (closed_by is not null and closed_at is not null))
);
create index pantry_sessions_opening on core.pantry_sessions (store, opens_at);
create index pantry_sessions_due on core.pantry_sessions (closes_at) where state <> 'closed';

-- A window of a session in which orders are picked up. taken may be over capacity where capacity was lowered afterwards.
create table core.pantry_slots (
  store text not null,
  session_id uuid not null,
  slot_id uuid not null default gen_random_uuid(),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer not null check (capacity between 0 and 10000),
  taken integer not null default 0 check (taken >= 0),
  primary key (store, slot_id),
  foreign key (store, session_id) references core.pantry_sessions,
  check (starts_at < ends_at)
);
create index pantry_slots_session on core.pantry_slots (store, session_id, starts_at);

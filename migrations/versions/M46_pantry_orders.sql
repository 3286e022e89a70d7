-- What members mean to order of a pantry, and what they have ordered. An order itself is a sale.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint, disallowed-unique-constraint, ban-drop-constraint
-- depends: M45_pantry
set local role ordak_owner;

create domain core.basket_lines as jsonb check (jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 100);
comment on domain core.basket_lines is '{"items": "basket_line", "max_length": 100}';

-- What a member means to order: [{"sku", "quantity"}]. It holds nothing, and becomes one order at the most.
create table core.pantry_baskets (
  store text not null references core.stores,
  basket_id uuid not null,
  member_id uuid not null references core.staff_shared,
  lines jsonb not null,
  -- The gid of the order that it became.
  order_gid text,
  updated_at timestamptz not null default core.now(),
  primary key (store, basket_id)
);
create index pantry_baskets_member on core.pantry_baskets (member_id, store);

-- An order of a member. Its lines, its stock and its end are the sale's.
create table core.pantry_orders (
  store text not null,
  order_gid text not null,
  -- What people call it: the code of its sale.
  id text not null collate "C",
  flow text not null generated always as ('pantry') stored,
  status text not null,
  member_id uuid not null references core.staff_shared,
  household_id uuid not null,
  session_id uuid not null,
  slot_id uuid not null,
  -- What is shown when the order is picked up: H-…, good once.
  pickup_code text not null collate "C",
  status_since timestamptz not null default core.now(),
  -- Staff was alerted that it was not ready at the end of its slot.
  late_alerted_at timestamptz,
  -- Who has ended it before it was picked up: the member, staff, or nobody who came.
  cancelled_by text check (cancelled_by in ('member', 'staff', 'no_show')),
  primary key (store, order_gid),
  unique (store, id),
  unique (store, pickup_code),
  foreign key (store, order_gid) references core.sales,
  foreign key (flow, status) references core.statuses,
  foreign key (store, household_id) references core.households,
  foreign key (store, session_id) references core.pantry_sessions,
  foreign key (store, slot_id) references core.pantry_slots,
  check ((status = 'CANCELLED') = (cancelled_by is not null))
);
-- The board, a household's orders of a session, a member's orders, and who has not come.
create index pantry_orders_session on core.pantry_orders (store, session_id, status);
create index pantry_orders_household on core.pantry_orders (store, household_id, session_id);
create index pantry_orders_member on core.pantry_orders (member_id, store, status_since);
create index pantry_orders_open on core.pantry_orders (store, status_since) where status not in ('COMPLETED', 'CANCELLED');
create index pantry_orders_slot on core.pantry_orders (store, slot_id) where status not in ('COMPLETED', 'CANCELLED');

-- What was ordered of a line, whose sale's line has what is given.
create table core.pantry_lines (
  store text not null,
  order_gid text not null,
  line_no integer not null,
  ordered integer not null check (ordered >= 0),
  -- Of a line that was offered in place of pieces of another: which, until when the member may answer, and how it ended.
  in_place_of integer,
  offered_until timestamptz,
  offer text check (offer in ('open', 'accepted', 'declined', 'lapsed')),
  primary key (store, order_gid, line_no),
  foreign key (store, order_gid, line_no) references core.sale_lines,
  check (num_nulls(in_place_of, offered_until, offer) in (0, 3))
);
create index pantry_lines_offered on core.pantry_lines (offered_until) where offer = 'open';

-- A column may hold what is a customer's in some rows, and a member's in others.
alter table core.personal_columns
  drop constraint personal_columns_table_name_column_name_key,
  add unique (table_name, column_name, whose);

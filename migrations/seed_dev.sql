-- Demo data for the local stack and the tests. Refuses to run anywhere else: the caller must say that this is a dev database.
do $$
begin
  if current_setting('ordak.environment', true) is distinct from 'dev' then
    raise exception 'seed_dev.sql runs in dev only';
  end if;
end
$$;
set local role ordak_owner;

insert into core.staff_shared (id, display_name, role, stores, is_active, email) values
  ('5a000000-0000-4000-8000-000000000001', 'Sam Staff',       'Staff',      '{bannos,flourlane}', true, 'sam@ordak.test'),
  ('5a000000-0000-4000-8000-000000000002', 'Sue Supervisor',  'Supervisor', '{bannos,flourlane}', true, 'sue@ordak.test'),
  ('5a000000-0000-4000-8000-000000000003', 'Ada Admin',       'Admin',      '{bannos,flourlane}', true, 'ada@ordak.test'),
  ('5a000000-0000-4000-8000-000000000004', 'Pat Packer',      'Packer',     '{bannos,flourlane}', true, 'pat@ordak.test'),
  ('5a000000-0000-4000-8000-000000000005', 'Agnes Agent',     'Agent',      '{bannos,flourlane}', true, 'agnes@ordak.test'),
  ('5a000000-0000-4000-8000-000000000006', 'Mia Member',      'Member',     '{bannos}',           true, 'mia@ordak.test'),
  ('5a000000-0000-4000-8000-000000000007', 'Tom (Bannos)',    'Staff',      '{bannos}',           true, 'tom@ordak.test'),
  ('5a000000-0000-4000-8000-000000000008', 'Zoe (Flour Lane)','Staff',      '{flourlane}',        true, 'zoe@ordak.test'),
  ('5a000000-0000-4000-8000-000000000009', 'Gone',            'Supervisor', '{bannos,flourlane}', false, 'gone@ordak.test')
on conflict (id) do update set email = excluded.email where staff_shared.email is null;

insert into core.inventory_items (sku, title, uom, buffer, stocked) values
  ('CAKE-8-VAN',    'Celebration cake, 8 inch, vanilla', 'each', 0, false),
  ('CAKE-8-CHOC',   'Celebration cake, 8 inch, chocolate', 'each', 0, false),
  ('SPONGE-8-VAN',  'Vanilla sponge, 8 inch', 'each', 2, true),
  ('SPONGE-8-CHOC', 'Chocolate sponge, 8 inch', 'each', 2, true),
  ('FONDANT-WHITE', 'White fondant', 'kg', 0.5, true),
  ('BRW-12-SC',     'Tray of 12 brownies, salted caramel', 'each', 0, true),
  ('CANDLE-10',     'Candle pack', 'each', 0, true)
on conflict do nothing;

insert into core.product_requirements (sku, component_sku, qty) values
  ('CAKE-8-VAN',  'SPONGE-8-VAN', 1),  ('CAKE-8-VAN',  'FONDANT-WHITE', 0.75),
  ('CAKE-8-CHOC', 'SPONGE-8-CHOC', 1), ('CAKE-8-CHOC', 'FONDANT-WHITE', 0.75)
on conflict do nothing;

-- Stock arrives through the ledger, here as everywhere, and only once.
with stock (sku, qty) as (
  values ('SPONGE-8-VAN', 40), ('SPONGE-8-CHOC', 30), ('FONDANT-WHITE', 60), ('BRW-12-SC', 25), ('CANDLE-10', 100)
), txn as (
  insert into core.inventory_txn (sku, kind, qty, reason)
  select s.sku, 'receive', s.qty, 'demo stock' from stock s
  where not exists (select from core.inventory_txn t where t.sku = s.sku and t.organisation = 'house')
  returning sku, on_hand_delta, organisation
)
update core.inventory_items i set on_hand = i.on_hand + txn.on_hand_delta
from txn where i.sku = txn.sku and i.organisation = txn.organisation;

insert into core.shop_skus (store, sku)
select st.store, p.sku from core.shops st, (values ('CAKE-8-VAN'), ('CAKE-8-CHOC'), ('BRW-12-SC'), ('CANDLE-10')) p (sku)
on conflict do nothing;

-- The house sells on a marketplace too: its store is a row, and what it sells lies on a shelf of the same room.
insert into core.stores (store, display_name, spellings, timezone, currency, kind) values
  ('bestbuyca', 'Best Buy Canada', '{bestbuyca}', 'America/Toronto', 'CAD', 'marketplace')
on conflict do nothing;
update core.staff_shared set stores = array_append(stores, 'bestbuyca')
where display_name in ('Ada Admin', 'Pat Packer', 'Agnes Agent') and not 'bestbuyca' = any (stores);
update core.inventory_items i set shelf = p.shelf, weight = p.weight
from (values ('BRW-12-SC', 'A-01', 0.9), ('CANDLE-10', 'A-02', 0.1)) p (sku, shelf, weight)
where i.sku = p.sku and i.organisation = 'house' and i.shelf is null;
insert into core.item_barcodes (barcode, sku, quantity) values
  ('4006381333931', 'CANDLE-10', 1), ('4006381333948', 'CANDLE-10', 12), ('5901234123457', 'BRW-12-SC', 1)
on conflict do nothing;
-- How it sends parcels, and when it is open.
insert into core.settings (store, key, value) values
  ('bestbuyca', 'parcel', '{"sender": {"company": "Bannos and Flour Lane", "phone": "613-555-0100", "line_1": "1 Test Street",
    "city": "Ottawa", "province": "ON", "postal_code": "K1A 0B1"}, "service": "DOM.EP", "options": [], "weight_kg": "0.5",
    "size_cm": [30, 20, 10], "refunds_to": "labels@ordak.test", "most_price": "60.00", "most_labels": 200, "most_sum": "4000.00"}'),
  ('bestbuyca', 'business_hours', '{"province": "ON", "mon": [["9:00", "17:00"]], "tue": [["9:00", "17:00"]], "wed": [["9:00", "17:00"]],
    "thu": [["9:00", "17:00"]], "fri": [["9:00", "17:00"]]}')
on conflict do nothing;

-- Another organisation, whose pantry is a row: its people see neither a cake nor the stock of the house.
insert into core.organisations (organisation, display_name) values ('corner', 'The Corner') on conflict do nothing;
insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind) values
  ('pantry', 'Corner Pantry', '{pantry}', 'Australia/Sydney', 'AUD', 'corner', 'pantry')
on conflict do nothing;
insert into core.staff_shared (id, display_name, role, stores, email, organisation) values
  ('5a000000-0000-4000-8000-000000000010', 'Zora (Corner)', 'Supervisor', '{pantry}', 'zora@ordak.test', 'corner'),
  ('5a000000-0000-4000-8000-000000000011', 'Mina (Corner)', 'Member',     '{pantry}', 'mina@ordak.test', 'corner'),
  ('5a000000-0000-4000-8000-000000000012', 'Milo (Corner)', 'Member',     '{pantry}', 'milo@ordak.test', 'corner'),
  ('5a000000-0000-4000-8000-000000000013', 'Stan (Corner)', 'Staff',      '{pantry}', 'stan@ordak.test', 'corner')
on conflict do nothing;

-- What it offers, to two households that may order again and again.
with shelf (sku, title, pieces, limit_each, suits, barcode) as (
  values ('OAT-MILK', 'Oat milk, 1 litre', 24, 4, '{vegetarian,vegan,halal,kosher,lactose_free}'::text[], '9300675024235'),
    ('TOMATO-SOUP', 'Tomato soup, tin', 12, null, '{vegetarian,halal,gluten_free}', '9310072000286'),
    ('RICE-1KG', 'Rice, 1 kg', 30, 2, '{vegetarian,vegan,halal,kosher,gluten_free,lactose_free}', '9310072011691'),
    ('CHICKPEAS', 'Chickpeas, tin', 18, null, '{vegetarian,vegan,halal,gluten_free,lactose_free}', '9310072000293')
), item as (
  insert into core.inventory_items (organisation, sku, title, on_hand)
  select 'corner', s.sku, s.title, s.pieces from shelf s
  on conflict do nothing returning sku, on_hand
), txn as (
  insert into core.inventory_txn (organisation, sku, kind, qty, reason) select 'corner', i.sku, 'receive', i.on_hand, 'demo stock' from item i
), barcode as (
  insert into core.item_barcodes (organisation, barcode, sku) select 'corner', s.barcode, s.sku from shelf s on conflict do nothing
)
insert into core.pantry_items (store, organisation, sku, limit_each, suits) select 'pantry', 'corner', s.sku, s.limit_each, s.suits from shelf s
on conflict do nothing;
insert into core.households (store, household_id, size, diets, approved_at) values
  ('pantry', '5b000000-0000-4000-8000-000000000001', 3, '{vegetarian}', core.now()),
  ('pantry', '5b000000-0000-4000-8000-000000000002', 1, '{}', core.now())
on conflict do nothing;
insert into core.household_members (store, member_id, household_id) values
  ('pantry', '5a000000-0000-4000-8000-000000000011', '5b000000-0000-4000-8000-000000000001'),
  ('pantry', '5a000000-0000-4000-8000-000000000012', '5b000000-0000-4000-8000-000000000002')
on conflict do nothing;
insert into core.settings (store, organisation, key, value) values ('pantry', 'corner', 'pantry', '{"orders_per_session": 100}')
on conflict do nothing;
-- There is always a session that takes orders: for a week, and then three hours of pick-up.
with opened as (
  insert into core.pantry_sessions (store, title, opens_at, closes_at, state)
  select 'pantry', 'This week', core.now(), core.now() + interval '7 days', 'open'
  where not exists (select from core.pantry_sessions s where s.store = 'pantry' and s.state <> 'closed' and s.closes_at > core.now())
  returning session_id, closes_at
)
insert into core.pantry_slots (store, session_id, starts_at, ends_at, capacity)
select 'pantry', o.session_id, o.closes_at + make_interval(hours => h), o.closes_at + make_interval(hours => h + 1), 10
from opened o, generate_series(1, 3) h;

-- One order per store, as the webhook would bring it; the second time it is there already. The pretend shops have not sold
-- it: it is older than what a shop shows, so that no look misses it there.
reset role;
select api.ingest_order('{"kind": "service", "id": "webhook", "correlation_id": "seed_dev"}', st.store, jsonb_build_object(
  'order_gid', 'gid://shopify/Order/' || st.id, 'shopify_order_id', st.id::text, 'shopify_order_number', 1001,
  'name', '#1001', 'customer_name', 'Ada Example', 'currency', 'AUD', 'total_amount', '85.00', 'source_name', 'web',
  'created_at', core.now() - interval '90 days', 'test', true, 'flags', '[]'::jsonb, 'raw_json', '{"test": true}',
  'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'line_id', '1', 'kind', 'cake', 'sku', st.sku,
    'title', 'Celebration cake', 'quantity', 1, 'unit_amount', '85.00')),
  'tickets', jsonb_build_array(jsonb_build_object('line_no', 1, 'product_title', 'Celebration cake', 'flavour', st.flavour,
    'size', '8 inch', 'cake_message', 'Happy birthday', 'due_date', current_date + 2, 'delivery_method', 'pickup',
    'total_amount', '85.00', 'flags', '[]'::jsonb))))
from (values ('bannos', 6000000001001, 'CAKE-8-VAN', 'Vanilla'), ('flourlane', 6000000002001, 'CAKE-8-CHOC', 'Chocolate'))
  st (store, id, sku, flavour);

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
  ('5a000000-0000-4000-8000-000000000010', 'Zora (Corner)', 'Supervisor', '{pantry}', 'zora@ordak.test', 'corner')
on conflict do nothing;
insert into core.inventory_items (organisation, sku, title) values ('corner', 'OAT-MILK', 'Oat milk, 1 litre')
on conflict do nothing;

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

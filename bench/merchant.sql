-- A merchant's years, as every release since 0.1.0 keeps them: bench.orders sales in two stores, the last three thousand of them
-- open, with the events, scans, work, ledger and recipes that they left. Written at once: triggers and foreign keys are off.
set session_replication_role = replica;

insert into core.staff_shared (id, display_name, role, stores, email)
select ('5a000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Person ' || n,
  case n when 1 then 'Staff' when 2 then 'Admin' else 'Packer' end::core.staff_role, '{bannos,flourlane}', 'person' || n || '@ordak.test'
from generate_series(1, 30) n;
insert into core.staff_accounts (provider, subject, staff_id) select 'sso', s.id::text, s.id from core.staff_shared s;
insert into core.sessions (staff_id, provider, subject, expires_at)
select s.id, 'sso', s.id::text, now() + interval '7 days' from core.staff_shared s, generate_series(1, 20);

insert into core.inventory_items (sku, title, stocked, low_at)
select kind || n, kind || n, kind <> 'CAKE-', case when kind <> 'CAKE-' then 5 end
from generate_series(0, 19) n, unnest('{CAKE-,SPONGE-,CANDLE-}'::text[]) kind;
insert into core.product_requirements (sku, component_sku, qty)
select 'CAKE-' || n, 'SPONGE-' || n, 1 from generate_series(0, 19) n;
insert into core.shop_skus (store, sku, inventory_item_gid, known_qty, known_at)
select s.store, i.sku, 'gid://shopify/InventoryItem/' || i.sku, 7, now() from core.shops s, core.inventory_items i;
insert into core.inventory_txn (sku, kind, qty, reason) select i.sku, 'receive', 1000000, 'delivery' from core.inventory_items i where i.stocked;

-- One order of each number: every fourth goes with a candle, of the open ones a third is at Decorating and one in thirty is short.
create temporary table sold as
select i, case i % 2 when 0 then 'bannos' else 'flourlane' end as store, 'gid://shopify/Order/' || i as gid, i % 20 as n,
  now() - make_interval(mins => (orders - i) * 10) as at, i <= orders - 3000 as done, i > orders - 3000 and i % 3 = 0 as begun,
  i > orders - 3000 and i % 3 = 1 and i % 30 = 1 as short
from (select current_setting('bench.orders')::integer as orders) o, generate_series(1, o.orders) i;

insert into core.sales (store, order_gid, ticket_base, shopify_order_id, shopify_order_number, name, customer_name, currency,
  total_amount, source_name, order_json, ordered_at, created_at, updated_at)
select s.store, s.gid, s.store || '-' || s.i, s.i, s.i, '#' || s.i, 'Name' || s.i % 5000 || ' Surname' || s.i, 'AUD', 120, 'web',
  jsonb_build_object('id', s.i, 'phone', '0412 34' || lpad((s.i % 10000)::text, 4, '0'), 'note', (
    select string_agg(md5(s.i || k::text), ' ') from generate_series(1, 60) k)), s.at, s.at, s.at
from sold s;
insert into core.sale_lines (store, order_gid, line_no, line_id, kind, sku, title, quantity, unit_amount, used)
select s.store, s.gid, l.no, s.i || '-' || l.no, l.kind, l.sku || s.n, l.title, 1, 60, case when s.done and l.no = 2 then 1 else 0 end
from sold s, (values (1, 'cake'::core.line_kind, 'CAKE-', 'Celebration cake'), (2, 'extra', 'CANDLE-', 'Candles')) l (no, kind, sku, title)
where l.no = 1 or s.i % 4 = 0;
insert into core.orders (store, id, order_gid, ticket_no, line_no, shopify_order_number, product_title, flavour, size, cake_message,
  due_date, due_slot, due_minutes, delivery_method, stage, filling_complete_ts, covering_complete_ts, decorating_complete_ts,
  packing_complete_ts, inventory_blocked, created_at, updated_at)
select s.store, s.store || '-' || s.i, s.gid, 1, 1, s.i, 'Celebration cake', (array['Chocolate', 'Vanilla', 'Lemon curd'])[1 + s.i % 3],
  6 + 2 * (s.i % 4) || ' inch', 'Happy birthday', s.at::date + 3, '10:00-12:00', 600, 'pickup',
  case when s.done then 'Complete' when s.begun then 'Decorating' else 'Filling' end::core.stage_type,
  case when s.done or s.begun then s.at + interval '1 hour' end, case when s.done or s.begun then s.at + interval '2 hours' end,
  case when s.done then s.at + interval '3 hours' end, case when s.done then s.at + interval '4 hours' end, s.short, s.at, s.at
from sold s;
insert into core.ticket_components (store, ticket_id, sku, qty, counted, filled_at)
select s.store, s.store || '-' || s.i, 'SPONGE-' || s.n, 1, true, s.at + interval '1 hour' from sold s where s.done or s.begun;

insert into core.inventory_txn (sku, kind, qty, reason, store, ref_id, created_at)
select p.sku || s.n, k.kind, -1, 'order', s.store, s.gid, s.at
from sold s, (values ('SPONGE-', 1), ('CANDLE-', 4)) p (sku, every), (values ('hold'::core.txn_kind, true), ('consume', false)) k (kind, always)
where s.i % p.every = 0 and (k.always or s.done) and not (s.short and p.every = 1);
insert into core.shortfalls (store, order_gid, sku, qty, created_at)
select s.store, s.gid, 'SPONGE-' || s.n, 1, s.at from sold s where s.short;
update core.inventory_items i set on_hand = t.on_hand, reserved = t.reserved
from (select sku, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved from core.inventory_txn group by sku) t where t.sku = i.sku;

-- Of a cake that is done: five scans with their answers, and the events of its way.
insert into core.scans (scan_id, store, function_name, request_hash, answer, created_at, asked_by)
select gen_random_uuid(), o.store, a.action, sha256(convert_to(o.id || a.action, 'UTF8')),
  jsonb_build_object('ok', true, 'already_done', false, 'event_no', s.i, 'ticket', to_jsonb(o)), s.at, 'staff:person'
from sold s join core.orders o on o.store = s.store and o.id = s.store || '-' || s.i,
  unnest('{complete_filling,complete_covering,complete_decorating,start_packing,complete_packing}'::text[]) a (action)
where s.done;
insert into core.order_events (kind, store, order_gid, ticket_id, from_stage, to_stage, actor_kind, actor_id, function_name, at, detail)
select e.kind, s.store, s.gid, s.store || '-' || s.i, e.from_stage, e.to_stage, 'staff', 'person', e.kind, s.at, '{"was": {"storage": null}}'
from sold s, (values
  ('order_created', null, 'Filling'::core.stage_type), ('printed', null, null), ('complete_filling', 'Filling'::core.stage_type, 'Covering'),
  ('complete_covering', 'Covering', 'Decorating'), ('complete_decorating', 'Decorating', 'Packing'), ('start_packing', null, null),
  ('complete_packing', 'Packing', 'Complete')) e (kind, from_stage, to_stage)
where s.done or e.kind in ('order_created', 'printed') or s.begun and e.kind in ('complete_filling', 'complete_covering');
insert into core.remarks (store, ticket_id, text, created_at) select s.store, s.store || '-' || s.i, 'Shelf 4', s.at from sold s where s.i % 10 = 0;
insert into core.work_queue (topic, store, dedupe_key, payload, status, created_at, finished_at)
select 'inventory_push', s.store, 'push:' || s.i, jsonb_build_object('store', s.store, 'sku', 'CAKE-' || s.n), 'done', s.at, s.at
from sold s, generate_series(1, 2);
insert into core.held_deliveries (store, topic, body, reason, permanent, received_at, resolved_at)
select s.store, 'orders/create', convert_to(s.gid, 'UTF8'), 'busy', false, s.at, s.at from sold s where s.i % 50 = 0;
insert into core.sync_runs (store, kind, status, checkpoint, started_at, finished_at)
select s.store, 'orders', 'done', jsonb_build_object('after', s.gid), s.at, s.at from sold s where s.i % 20 = 0;

-- Who reads on from where they were: pages and usage.
insert into core.live_shards (shard, stores, told) values (0, '{bannos,flourlane}', pg_current_snapshot());
update core.outlets set (txid, event_no) = (select pg_current_xact_id(), max(e.event_no) / 2 from core.order_events e) where name = 'posthog';
drop table sold;
reset session_replication_role;

-- What is wrong in the store room that is open: counters that are not their ledger's sums, holds that no order needs.
create or replace function shopify.stock_faults() returns jsonb
language sql stable
begin atomic
  with summed as (
    select t.sku, sum(t.on_hand_delta) as on_hand, sum(t.reserved_delta) as reserved from core.inventory_txn t group by t.sku
  ), claims as (
    select t.store, t.ref_id as order_gid, t.sku, sum(t.reserved_delta) as held from core.inventory_txn t
    where t.ref_id is not null group by t.store, t.ref_id, t.sku having sum(t.reserved_delta) <> 0
  ), faults (kind, ref, detail) as (
    select 'ledger_differs', i.sku, jsonb_build_object('on_hand', i.on_hand, 'reserved', i.reserved,
      'ledger_on_hand', coalesce(s.on_hand, 0), 'ledger_reserved', coalesce(s.reserved, 0))
    from core.inventory_items i left join summed s using (sku)
    where i.on_hand <> coalesce(s.on_hand, 0) or i.reserved <> coalesce(s.reserved, 0)
    union all
    select 'held_without_need', c.order_gid, jsonb_build_object('store', c.store, 'sku', c.sku, 'held', c.held)
    from claims c
    where c.held > coalesce((select d.qty from stock.demand_of(c.store, c.order_gid) d where d.sku = c.sku), 0)
  )
  select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'ref', f.ref, 'repaired', false,
    'detail', jsonb_build_object('organisation', core.house()) || f.detail)), '[]')
  from faults f;
end;

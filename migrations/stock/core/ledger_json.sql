-- What an order did to the store room, row by row, each with the first event of the same transaction: why it was written.
create or replace function stock.ledger_json(p_store text, p_order_gid text, p_limit integer) returns jsonb
language sql stable
begin atomic
  with cause as (
    select e.txid, min(e.event_no) as event_no from core.order_events e
    where e.store = p_store and e.order_gid = p_order_gid group by e.txid
  )
  select coalesce(jsonb_agg(t.body order by t.txn_id), '[]')
  from (
    select t.txn_id, jsonb_build_object('at', t.created_at, 'sku', t.sku, 'title', i.title, 'uom', i.uom,
      'kind', t.kind, 'qty', t.qty, 'event_no', c.event_no) as body
    from core.inventory_txn t
    join core.inventory_items i on i.sku = t.sku
    left join cause c on c.txid = t.txid
    where t.store = p_store and t.ref_id = p_order_gid
    order by t.txn_id desc limit p_limit
  ) t;
end;

-- Puts back what finishing a cake used up, as its event has it: what left the shelf is there again and held, what went
-- with the cake is to be packed with it, and what a person had answered for is answered for. The order is locked.
create or replace function stock.restore_used(p_event core.order_events) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_moved jsonb := p_event.detail -> 'moved';
begin
  perform stock.lock_bom(false);
  perform stock.post_txn(u.sku, 'consume', u.qty, 'undo', p_event.store, p_event.order_gid)
  from (
    select t.sku, -sum(t.qty) as qty from core.inventory_txn t
    where t.store = p_event.store and t.ref_id = p_event.order_gid and t.txid = p_event.txid and t.kind = 'consume'
    group by t.sku order by t.sku collate "C"
  ) u;
  update core.sale_lines l set
    used = greatest(0, l.used - coalesce((v_moved #>> array['used', l.line_no::text])::integer, 0)),
    skipped = greatest(0, l.skipped - coalesce((v_moved #>> array['skipped', l.line_no::text])::integer, 0))
  where l.store = p_event.store and l.order_gid = p_event.order_gid
    and (v_moved -> 'used' ? l.line_no::text or v_moved -> 'skipped' ? l.line_no::text);
  update core.shortfalls s set cleared_by = a.value ->> 'by',
    qty = (a.value ->> 'qty')::numeric + case when s.cleared_by is null then 0 else s.qty end
  from jsonb_each(v_moved -> 'answers') a
  where s.store = p_event.store and s.order_gid = p_event.order_gid and s.shortfall_id = a.key::bigint;
end
$$;

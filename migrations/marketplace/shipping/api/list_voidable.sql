create or replace function api.list_voidable(p_actor jsonb, p_store text, p_limit integer default 50) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_voidable', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('setting', marketplace.parcel_setting(p_store), 'shipments', (
    select coalesce(jsonb_agg(jsonb_build_object('order_gid', v.order_gid, 'mirakl_id', v.mirakl_id, 'parcel', v.parcel,
      'attempt', v.attempt, 'request_id', v.request_id, 'shipment_id', v.shipment_id, 'carrier_status', v.carrier_status,
      'undoing', v.undoing) order by v.order_gid), '[]')
    from (
      select s.*, o.mirakl_id
      from (
        select l as s, m as o from core.marketplace_orders m join core.shipments l using (store, order_gid)
        where m.store = p_store and m.status in ('cancelled', 'refused', 'refunded') and l.state = 'bought'
        union
        select l, m from core.shipments l join core.marketplace_orders m using (store, order_gid)
        where l.store = p_store and l.state = 'bought' and l.void_asked_at is not null
      ) p, lateral (select (p.s).*) s, lateral (select (p.o).*) o
      where (p.o).due_at <= core.now() and marketplace.is_voidable(p.s, p.o)
      order by s.order_gid limit p_limit
    ) v), 'erase', (
    select coalesce(jsonb_agg(e.label_key), '[]')
    from (
      select s.label_key from core.shipments s join core.sales a using (store, order_gid)
      where s.store = p_store and s.label_key is not null and (a.redacted_at is not null or s.label_at < core.now() - interval '180 days')
      limit p_limit
    ) e)));
end
$$;

comment on function api.list_voidable is
  'Lists the labels of a store that are to be undone at the carrier, and the files of labels to be deleted: whose customers were erased, '
  'and those older than 180 days. @returns voidable_answer';

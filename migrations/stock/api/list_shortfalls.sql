create or replace function api.list_shortfalls(
  p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 50, p_offset core.row_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_shortfalls', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('shortfalls', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'sku', page.sku, 'title', i.title, 'uom', i.uom, 'qty', page.qty, 'since', page.created_at,
      'order_id', s.ticket_base, 'tickets', (
        select coalesce(jsonb_agg(o.id order by o.ticket_no), '[]')
        from core.orders o
        where o.store = page.store and o.order_gid = page.order_gid and o.stage <> 'Complete' and o.cancelled_at is null
          and page.sku in (select p.sku from stock.parts_of(o) p))) order by page.shortfall_id), '[]')
    from (
      select f.* from core.shortfalls f
      where f.store = p_store and f.cleared_at is null
      order by f.shortfall_id limit p_limit offset p_offset
    ) page
    join core.sales s on s.store = page.store and s.order_gid = page.order_gid
    join core.inventory_items i on i.sku = page.sku)));
end
$$;

comment on function api.list_shortfalls is
  'Lists the shortfalls of a store''s orders, the oldest first, by pages: which component, how much, and the open '
  'tickets whose cakes are made of it; none of them where only an extra is missing. @returns shortfalls_answer';

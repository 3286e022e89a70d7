-- A ticket is blocked while a component of its cake is short. True when one was set free by this.
create or replace function stock.mark_blocked(p_store text, p_order_gid text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_freed boolean;
begin
  with judged as (
    select o.id, exists (
        select from core.shortfalls s
        where s.store = o.store and s.order_gid = o.order_gid and s.cleared_at is null
          and s.sku in (select p.sku from stock.parts_of(o) p)) as blocked
    from core.orders o
    where o.store = p_store and o.order_gid = p_order_gid and o.cancelled_at is null and o.stage <> 'Complete'
  ), marked as (
    update core.orders o set inventory_blocked = j.blocked from judged j
    where o.store = p_store and o.id = j.id and o.inventory_blocked is distinct from j.blocked
    returning o.inventory_blocked
  )
  select coalesce(bool_or(not m.inventory_blocked), false) into v_freed from marked m;
  return v_freed;
end
$$;

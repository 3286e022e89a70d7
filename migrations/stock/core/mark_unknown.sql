-- Flags the tickets whose cakes are made of something that no item stands for, and those no more. INV002. A cake that was
-- filled keeps its flag: nobody counted what is in it. True when one is flagged that was not before.
create or replace function stock.mark_unknown(p_store text, p_order_gid text, p_skus text[]) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_new boolean;
begin
  with judged as (
    select o.id, exists (select from stock.explode(l.sku) e where e.sku = any (p_skus)) as unknown
    from core.orders o
    join core.sale_lines l on l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no
    where o.store = p_store and o.order_gid = p_order_gid and not stock.is_kept(o)
  ), marked as (
    update core.orders o
    set flags = case when j.unknown then array_append(o.flags, 'unknown_sku') else array_remove(o.flags, 'unknown_sku') end
    from judged j
    where o.store = p_store and o.id = j.id and j.unknown <> ('unknown_sku' = any (o.flags))
    returning j.unknown
  )
  select coalesce(bool_or(m.unknown), false) into v_new from marked m;
  return v_new;
end
$$;

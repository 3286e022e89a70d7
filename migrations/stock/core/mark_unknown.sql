-- Flags the tickets whose cakes are made of something that no item stands for, and those no more; of a line without a ticket the
-- sale. INV002. A cake that was filled keeps its flag: nobody counted what is in it. True when one is flagged that was not before.
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
  ), whole as (
    select bool_or(exists (select from stock.explode(l.sku) e where e.sku = any (p_skus))) as unknown
    from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'item' and l.sku is not null
  ), flagged as (
    update core.sales s
    set flags = case when w.unknown then array_append(s.flags, 'unknown_sku') else array_remove(s.flags, 'unknown_sku') end
    from whole w
    where s.store = p_store and s.order_gid = p_order_gid and w.unknown <> ('unknown_sku' = any (s.flags))
    returning w.unknown
  )
  select coalesce(bool_or(m.unknown), false) into v_new from (select unknown from marked union all select unknown from flagged) m;
  return v_new;
end
$$;

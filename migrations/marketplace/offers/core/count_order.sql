-- The marketplace has taken a new order off what it shows by itself, if it was made after the moment of which we know that. In doubt it
-- has not: the next figure is one that it shows already, and never one too high.
create or replace function marketplace.count_order(p_store text, p_order_gid text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from core.marketplace_offers o
  where o.store = p_store and o.sku in (select l.sku from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid)
  order by o.sku collate "C" for update;
  update core.marketplace_offers o set known_qty = greatest(0, o.known_qty - b.qty)
  from (
    select l.sku, s.ordered_at, sum(l.quantity)::integer as qty
    from core.sales s join core.sale_lines l using (store, order_gid)
    where s.store = p_store and s.order_gid = p_order_gid and l.quantity > 0 group by l.sku, s.ordered_at
  ) b
  where o.store = p_store and o.sku = b.sku and b.ordered_at > o.known_at;
end
$$;

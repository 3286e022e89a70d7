-- Adds a line to an order, which is locked, and returns its number.
create or replace function pantry.add_line(p_order core.pantry_orders, p_sku text, p_quantity integer) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_no integer;
begin
  insert into core.sale_lines (store, order_gid, line_no, kind, sku, title, quantity)
  select p_order.store, p_order.order_gid, max(l.line_no) + 1, 'item', p_sku,
    coalesce((select i.title from core.inventory_items i where i.sku = p_sku), p_sku), p_quantity
  from core.sale_lines l where l.store = p_order.store and l.order_gid = p_order.order_gid
  returning line_no into v_no;
  return v_no;
end
$$;

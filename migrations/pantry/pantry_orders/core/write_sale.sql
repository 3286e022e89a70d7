-- Makes the sale of an order with its lines, and what was ordered of each: [{"line_no", "sku", "ordered", "given"}]. Returns its code.
create or replace function pantry.write_sale(p_store text, p_order_gid text, p_member_id uuid, p_lines jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id text := core.typed_code('P', 8);
begin
  insert into core.sales (store, order_gid, ticket_base, name, source_name, order_json, ordered_at, member_id)
  values (p_store, p_order_gid, v_id, v_id, 'pantry', '{}', core.now(), p_member_id);
  insert into core.sale_lines (store, order_gid, line_no, kind, sku, title, quantity)
  select p_store, p_order_gid, l.line_no, 'item', l.sku, coalesce(i.title, l.sku), l.given
  from jsonb_to_recordset(p_lines) l (line_no integer, sku text, given integer) left join core.inventory_items i on i.sku = l.sku;
  insert into core.pantry_lines (store, order_gid, line_no, ordered)
  select p_store, p_order_gid, l.line_no, l.ordered from jsonb_to_recordset(p_lines) l (line_no integer, ordered integer);
  return v_id;
end
$$;

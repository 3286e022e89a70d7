-- A ticket per cake. One cake has the order's plain id; of several each has a letter.
create or replace function core.write_tickets(p_store text, p_order_gid text, p_order jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_number bigint := (p_order ->> 'shopify_order_number')::bigint;
  v_base text := (select s.ticket_base from core.sales s where s.store = p_store and s.order_gid = p_order_gid);
  v_single boolean := jsonb_array_length(p_order -> 'tickets') = 1;
begin
  insert into core.orders (
    store, id, order_gid, ticket_no, line_no, shopify_order_number, product_title, flavour, size, cake_message, notes,
    due_date, due_slot, due_text, delivery_method, total_amount, flags, cancelled_at, updated_by)
  select p_store, v_base || case when v_single then '' else '-' || core.ticket_suffix(t.no::integer) end,
    p_order_gid, t.no, b.line_no, v_number, coalesce(b.product_title, ''), b.flavour, b.size, b.cake_message, b.notes,
    b.due_date, b.due_slot, b.due_text, b.delivery_method, b.total_amount, core.texts(t.body -> 'flags'),
    (p_order ->> 'cancelled_at')::timestamptz, core.actor('id')
  from jsonb_array_elements(p_order -> 'tickets') with ordinality t (body, no),
    jsonb_to_record(t.body) b (
      line_no integer, product_title text, flavour text, size text, cake_message text, notes text, due_date date,
      due_slot text, due_text text, delivery_method core.delivery_method, total_amount numeric);
end
$$;

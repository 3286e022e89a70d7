-- A ticket per cake, numbered from p_first. One cake alone has the order's plain id; others have a letter each, and an
-- id never changes: a cake added later has the next letter.
create or replace function bakery.write_tickets(p_sale core.sales, p_tickets jsonb, p_first integer default 1) returns text[]
language sql set plan_cache_mode = force_generic_plan
begin atomic
  with written as (
    insert into core.orders (
      store, id, order_gid, ticket_no, line_no, shopify_order_number, product_title, flavour, size, cake_message, notes,
      allergies, due_date, due_slot, due_minutes, due_text, delivery_method, total_amount, flags, cancelled_at, updated_by)
    select p_sale.store,
      p_sale.ticket_base || case when p_first = 1 and jsonb_array_length(p_tickets) = 1 then ''
        else '-' || bakery.ticket_suffix(p_first - 1 + t.no::integer) end,
      p_sale.order_gid, p_first - 1 + t.no, b.line_no, p_sale.shopify_order_number, coalesce(b.product_title, ''), b.flavour,
      b.size, b.cake_message, b.notes, b.allergies, b.due_date, b.due_slot, core.slot_minutes(b.due_slot), b.due_text, b.delivery_method, b.total_amount,
      core.texts(t.body -> 'flags'), p_sale.cancelled_at, core.actor('id')
    from jsonb_array_elements(p_tickets) with ordinality t (body, no),
      jsonb_to_record(t.body) b (
        line_no integer, product_title text, flavour text, size text, cake_message text, notes text, allergies text, due_date date,
        due_slot text, due_text text, delivery_method core.delivery_method, total_amount numeric)
    returning orders.id, orders.ticket_no
  )
  select array_agg(w.id order by w.ticket_no) from written w;
end;

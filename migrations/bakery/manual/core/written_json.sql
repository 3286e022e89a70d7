-- An order as it was written last, with its customer. One that was emptied has its lines left.
create or replace function bakery.written_json(p_sale core.sales) returns jsonb
language sql stable
return jsonb_build_object(
  'customer_name', p_sale.customer_name, 'due_date', p_sale.order_json -> 'due_date',
  'due_slot', p_sale.order_json -> 'due_slot', 'delivery_method', p_sale.order_json -> 'delivery_method',
  'notes', p_sale.order_json -> 'notes', 'cancelled_at', p_sale.cancelled_at,
  'products', coalesce(p_sale.order_json -> 'products', (
    select jsonb_agg(jsonb_build_object('line', l.line_no, 'kind', l.kind, 'sku', l.sku, 'title', l.title,
      'quantity', l.quantity, 'flavour', null, 'size', null, 'cake_message', null, 'notes', null, 'allergies', null,
      'unit_amount', l.unit_amount::text) order by l.line_no)
    from core.sale_lines l where l.store = p_sale.store and l.order_gid = p_sale.order_gid and l.quantity > 0)));

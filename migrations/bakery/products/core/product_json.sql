-- A product as it is answered; open_orders: how many sales a decision would read again, 1000 for that many or more.
create or replace function bakery.product_json(p_product core.product_kinds) returns jsonb
language sql stable
return jsonb_build_object(
  'product_id', p_product.product_id, 'variant_id', p_product.variant_id, 'title', p_product.title, 'sku', p_product.sku,
  'kind', p_product.kind, 'decided_by', p_product.decided_by, 'decided_at', p_product.decided_at,
  'since', p_product.created_at,
  'open_orders', (
    select count(*) from (
      select from bakery.sales_of_product(p_product.store, p_product.product_key, '') o (order_gid)
      join core.sales s on s.store = p_product.store and s.order_gid = o.order_gid
      where bakery.can_change(s) limit 1000) n));

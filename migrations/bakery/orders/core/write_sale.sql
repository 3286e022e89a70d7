-- The row of a new sale, if no other holds its place: false when the order is there, or another has these ticket ids.
create or replace function bakery.write_sale(p_store text, p_base text, p_order jsonb, p_delivery jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into core.sales (
    store, order_gid, ticket_base, shopify_order_id, shopify_order_number, name, customer_name, currency, total_amount,
    source_name, is_test, flags, order_json, ordered_at, shop_updated_at, triggered_at, cancelled_at, followed)
  values (
    p_store, p_order ->> 'order_gid', p_base, (p_order ->> 'shopify_order_id')::numeric,
    (p_order ->> 'shopify_order_number')::bigint, p_order ->> 'name', p_order ->> 'customer_name',
    p_order ->> 'currency', (p_order ->> 'total_amount')::numeric, p_order ->> 'source_name',
    coalesce((p_order ->> 'test')::boolean, false), core.texts(p_order -> 'flags'), (p_order ->> 'raw_json')::jsonb,
    (p_order ->> 'created_at')::timestamptz, (p_order ->> 'updated_at')::timestamptz,
    bakery.triggered_at(p_delivery), (p_order ->> 'cancelled_at')::timestamptz, array[bakery.reading_ref(p_order)])
  on conflict do nothing;
  return found;
end
$$;

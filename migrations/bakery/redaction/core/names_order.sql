-- Does a delivery that nobody could read name this order? By its id, as a whole number; or by the number that people call it by,
-- which is short and stands in many a delivery, together with its customer's name.
create or replace function bakery.names_order(p_body bytea, p_store text, p_order_gid text) returns boolean
language sql stable
return encode(p_body, 'escape') ~ ('(^|[^0-9])' || regexp_replace(p_order_gid, '.*/', '') || '([^0-9]|$)')
or exists (
  select from core.sales s
  where s.store = p_store and s.order_gid = p_order_gid and s.customer_name <> ''
    and position(convert_to(s.customer_name, 'UTF8') in p_body) > 0
    and encode(p_body, 'escape') ~ ('(^|[^0-9])' || s.shopify_order_number || '([^0-9]|$)'));

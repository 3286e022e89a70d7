-- The human id of an order: bannos-12345 by its number, by Shopify's id when it has none or another order has it.
create function core.ticket_base(p_store text, p_order_gid text, p_number bigint, p_shopify_id text) returns text
language sql stable
return p_store || '-' || case
  when p_number is null or exists (
    select from core.sales s
    where s.store = p_store and s.shopify_order_number = p_number and s.order_gid <> p_order_gid
  ) then p_shopify_id
  else p_number::text
end;

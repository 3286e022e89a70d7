-- The last 200 orders of a store's shop, the newest first, and whether each can be read again. Those that another system
-- told us of are none until the shop has.
create or replace function bakery.orders_to_preview(p_store text) returns table (place bigint, order_gid text, reading text)
language sql stable
begin atomic
  select row_number() over (order by s.shopify_order_number desc), s.order_gid, case
    when s.redacted_at is not null then 'redacted'
    when octet_length(s.order_json::text) > 262144 then 'too_large'
    else 'unread' end
  from (
    select l.* from core.sales l
    where l.store = p_store and l.shopify_order_number is not null and not stock.is_manual(l.order_gid)
      and (l.redacted_at is not null or l.order_json ? 'line_items')
    order by l.shopify_order_number desc limit 200
  ) s;
end;

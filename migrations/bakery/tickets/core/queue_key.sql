-- A ticket's place in its store's queue, as a text that sorts by its bytes: priority desc, due date, slot, size, order
-- number, id, what is null last. Whoever compares two of them knows nothing of what is in it, and in any collation.
create or replace function bakery.queue_key(p_order core.orders, p_today date) returns text
language sql stable
return concat_ws(',',
  case bakery.priority_of(p_order, p_today) when 'High' then 7 when 'Medium' then 8 else 9 end,
  -- Days since long ago: a calendar's text has fewer digits for some years.
  coalesce(lpad((case when isfinite(p_order.due_date) then p_order.due_date - date '4713-01-01 BC' end)::text, 10, '0'), '~'),
  coalesce(lpad(p_order.due_minutes::text, 4, '0'), '~'),
  -- A number of any length: the longer one is the greater, and a fraction goes on after the point.
  coalesce(lpad(length(trunc(p_order.size_order)::text)::text, 4, '0') || trim_scale(p_order.size_order)::text, '~'),
  coalesce(encode(convert_to(p_order.size, 'UTF8'), 'hex'), '~'),
  coalesce(lpad(p_order.shopify_order_number::text, 20, '0'), '~'),
  p_order.id);

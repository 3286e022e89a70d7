-- Does a decision make a cake of a line of this sale that was none, for which a ticket is still wanted?
create or replace function bakery.becomes_cake(p_sale core.sales) returns boolean
language sql stable
return p_sale.cancelled_at is null and not stock.handed_over(p_sale) and exists (
  select from bakery.decided_lines(p_sale.store, p_sale.order_gid) d
  where d.kind = 'cake' and (d.line).kind <> 'cake' and (d.line).quantity > 0);

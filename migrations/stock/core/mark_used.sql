-- What an order has beside its cakes has left the house, but for what was left out: it is never needed again.
create or replace function stock.mark_used(p_store text, p_order_gid text) returns void
language sql
begin atomic
  update core.sale_lines l set used = l.quantity - stock.left_out(l)
  where l.store = p_store and l.order_gid = p_order_gid and l.kind in ('extra', 'item') and l.used < l.quantity - stock.left_out(l);
end;

-- The lines of an order for which nothing is made, held or handed over, and by what that is known. Null for none.
create or replace function bakery.services_of(p_store text, p_order_gid text) returns jsonb
language sql stable
return (
  select jsonb_agg(jsonb_build_object('line_no', l.line_no, 'by', l.kind_by) order by l.line_no)
  from core.sale_lines l
  where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'service' and l.quantity > 0);

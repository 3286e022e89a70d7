-- What a ticket's cake is called in the shop's catalogue, once what a person typed for this order is emptied.
create or replace function bakery.title_of(p_store text, p_order_gid text, p_line_no integer, p_title text) returns text
language sql stable
return coalesce((
  select case when l.product_id is null then bakery.untitled(l.sku) else p_title end
  from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid and l.line_no = p_line_no), bakery.untitled(null));

-- Does an order that no shop knows say what this request says? Then there is nothing to change.
create or replace function bakery.says_already(p_sale core.sales, p_request jsonb) returns boolean
language sql stable
return p_sale.cancelled_at is null and p_sale.order_json = (
  bakery.read_request(p_sale.store, p_request, p_sale.source_name, (
    select max(l.line_no) from core.sale_lines l where l.store = p_sale.store and l.order_gid = p_sale.order_gid)) ->> 'raw_json')::jsonb;

-- Would one piece of a SKU, or of what is made from it, need more than a million of a component with this requirement?
-- Three levels of a thousand each would: no column holds what an order of it demands.
create or replace function stock.too_much(p_sku text, p_component_sku text, p_qty numeric) returns boolean
language sql stable
begin atomic
  with recursive above (sku, qty, level) as (
    select p_sku, p_qty, 0
    union all
    select r.sku, a.qty * r.qty, a.level + 1
    from above a join core.product_requirements r on r.component_sku = a.sku
    where a.level < 32
  )
  select max(a.qty) * (select coalesce(max(e.qty), 1) from stock.explode(p_component_sku) e) > 1000000 from above a;
end;

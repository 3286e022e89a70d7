-- What keeps these products from being an order, and where: a code and the field, or null. p_lines are the lines that they
-- may name, null for none. An order that no shop will ever hand over ends with its last cake, so it has one.
create or replace function bakery.fault_of(
  p_store text, p_products jsonb, p_lines integer[], p_manual boolean, out fault text, out detail text
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_cakes bigint := (
    select coalesce(sum((t.body ->> 'quantity')::integer), 0) from jsonb_array_elements(p_products) t (body)
    where coalesce(t.body ->> 'kind', 'cake') = 'cake');
begin
  if (select s.kind from core.stores s where s.store = p_store) <> 'bakery' then
    fault := 'REQ001';
    detail := 'store: no bakery';
    return;
  end if;
  select 'REQ001', format('products.%s: sku or title', t.no - 1) into fault, detail
  from jsonb_array_elements(p_products) with ordinality t (body, no)
  where t.body ->> 'sku' is null and t.body ->> 'title' is null order by t.no limit 1;
  if fault is null then
    select 'REQ001', format('products.%s.kind: a bakery sells no items', t.no - 1) into fault, detail
    from jsonb_array_elements(p_products) with ordinality t (body, no) where t.body ->> 'kind' = 'item' order by t.no limit 1;
  end if;
  if fault is null then
    select 'REQ001', format('products.%s.line: not one of this order, or named twice', t.no - 1) into fault, detail
    from (
      select b.no, (b.body ->> 'line')::integer as line, row_number() over (partition by b.body ->> 'line' order by b.no) as place
      from jsonb_array_elements(p_products) with ordinality b (body, no)
    ) t
    where t.line is not null and (t.place > 1 or (t.line = any (p_lines)) is not true) order by t.no limit 1;
  end if;
  if fault is null and p_manual and v_cakes = 0 then
    fault := 'REQ001';
    detail := 'products: no cake';
  elsif fault is null and v_cakes > bakery.max_tickets(p_store) then
    fault := 'REQ001';
    detail := format('products: more than %s cakes', bakery.max_tickets(p_store));
  elsif fault is null then
    select 'INV008', format('products.%s.sku: %s', l.place - 1, l.known) into fault, detail from bakery.look_alikes(p_products) l limit 1;
  end if;
end
$$;

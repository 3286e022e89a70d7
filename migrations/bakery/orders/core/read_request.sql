-- An order as a person or another system wrote it, in the shape in which the webhook brings one. A product keeps the line
-- that it names; another has the next one after p_last.
create or replace function bakery.read_request(
  p_store text, p_request jsonb, p_source text, p_last integer default 0
) returns jsonb
language sql stable set plan_cache_mode = force_generic_plan
begin atomic
  with product as (
    select t.no, coalesce(b.line, p_last + (row_number() over (partition by b.line is null order by t.no))::integer) as line_no,
      coalesce(b.kind, 'cake') as kind, b.kind_by, b.sku, coalesce(b.title, i.title, b.sku) as title, b.quantity,
      b.flavour, b.size, b.cake_message, nullif(btrim(b.notes), '') as notes,
      nullif(btrim(b.allergies), '') as allergies, b.unit_amount
    from jsonb_array_elements(p_request -> 'products') with ordinality t (body, no)
    cross join lateral jsonb_to_record(t.body) b (
      line integer, kind core.line_kind, kind_by text, sku text, title text, quantity integer, flavour text, size text, cake_message text,
      notes text, allergies text, unit_amount numeric(12, 2))
    left join lateral (select n.title from core.inventory_items n where n.sku = b.sku offset 0) i on true
  ), cake as (
    select p.no, n.place, p.kind, jsonb_build_object('line_no', p.line_no, 'product_title', p.title, 'flavour', p.flavour,
      'size', p.size, 'cake_message', p.cake_message,
      'notes', nullif(concat_ws(E'\n', nullif(btrim(p_request ->> 'notes'), ''), p.notes), ''),
      'allergies', p.allergies, 'due_date', p_request -> 'due_date', 'due_slot', p_request -> 'due_slot', 'due_text', null,
      'delivery_method', p_request -> 'delivery_method', 'total_amount', p.unit_amount,
      -- A person leaves the SKU out on purpose, another system by mistake.
      'flags', case when p.sku is null and p_source = 'api' then '["sku_missing"]'::jsonb else '[]' end) as body
    from product p cross join lateral generate_series(1, p.quantity) n (place)
  )
  select jsonb_build_object(
    'customer_name', p_request ->> 'customer_name', 'source_name', p_source, 'flags', '[]'::jsonb,
    'currency', (select st.currency from core.stores st where st.store = p_store),
    'total_amount', (select case when bool_and(p.unit_amount is not null) then sum(p.unit_amount * p.quantity) end from product p),
    'lines', (
      select jsonb_agg(jsonb_build_object('line_no', p.line_no, 'kind', p.kind, 'kind_by', p.kind_by, 'sku', p.sku,
        'title', p.title, 'quantity', p.quantity, 'unit_amount', p.unit_amount) order by p.no) from product p),
    'tickets', (select coalesce(jsonb_agg(c.body order by c.no, c.place), '[]') from cake c where c.kind = 'cake'),
    -- What the rest would be if somebody decided that it is a cake.
    'others', (select coalesce(jsonb_agg(c.body order by c.no, c.place), '[]') from cake c where c.kind <> 'cake'),
    -- What it is read from again, to be changed.
    'raw_json', (p_request || jsonb_build_object('products', (
      select jsonb_agg(jsonb_build_object('line', p.line_no, 'kind', p.kind, 'sku', p.sku, 'title', p.title,
        'quantity', p.quantity, 'flavour', p.flavour, 'size', p.size, 'cake_message', p.cake_message, 'notes', p.notes,
        'allergies', p.allergies, 'unit_amount', p.unit_amount::text) order by p.no) from product p)))::text);
end;

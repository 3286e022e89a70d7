-- An order without its customer: what is left after the shop had their data erased, by the same rules as core.personal_columns.
create or replace function bakery.without_person(p_order jsonb) returns jsonb
language sql immutable
return p_order || jsonb_build_object('customer_name', null, 'raw_json', '{}',
  'lines', (
    select coalesce(jsonb_agg(t.line || '{"properties": []}'
      || case when t.line ->> 'product_id' is null
        then jsonb_build_object('title', bakery.untitled(t.line ->> 'sku'), 'variant_title', null) else '{}' end), '[]')
    from jsonb_array_elements(p_order -> 'lines') t (line)),
  'tickets', (
    select coalesce(jsonb_agg(t.body || '{"cake_message": null, "notes": null, "allergies": null, "due_slot": null, "due_text": null}'
      || case when l.line ->> 'product_id' is null
        then jsonb_build_object('product_title', bakery.untitled(l.line ->> 'sku')) else '{}' end), '[]')
    from jsonb_array_elements(p_order -> 'tickets') t (body)
    left join jsonb_array_elements(p_order -> 'lines') l (line) on l.line -> 'line_no' = t.body -> 'line_no'));

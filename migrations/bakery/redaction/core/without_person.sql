-- An order without its customer: what is left after the shop had their data erased.
create or replace function bakery.without_person(p_order jsonb) returns jsonb
language sql immutable
return p_order || jsonb_build_object('customer_name', null, 'raw_json', '{}',
  'lines', (
    select coalesce(jsonb_agg(t.line || '{"properties": []}'), '[]') from jsonb_array_elements(p_order -> 'lines') t (line)),
  'tickets', (
    select coalesce(jsonb_agg(t.body || '{"cake_message": null, "notes": null, "allergies": null, "due_text": null}'), '[]')
    from jsonb_array_elements(p_order -> 'tickets') t (body)));

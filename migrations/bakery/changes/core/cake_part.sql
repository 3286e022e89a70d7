-- Of a ticket or a ticket's body, what the kitchen makes the cake by.
create or replace function bakery.cake_part(p_ticket jsonb) returns jsonb
language sql immutable
return (
  select jsonb_object_agg(k.key, coalesce(p_ticket -> k.key, 'null'))
  from unnest(array['product_title', 'flavour', 'size', 'cake_message', 'notes', 'allergies', 'due_date', 'due_slot', 'due_text',
    'delivery_method']) k (key)
);

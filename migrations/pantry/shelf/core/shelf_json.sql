-- What a pantry offers, by name, with what is left and what a household may still have of it in a session.
create or replace function pantry.shelf_json(p_store text, p_household core.households, p_session_id uuid) returns jsonb
language sql stable
return (
  with offered as (
    select o as item, i.title from core.pantry_items o join core.inventory_items i on i.sku = o.sku where o.store = p_store and o.is_offered
  ), pieces as (
    select l.sku, l.pieces from pantry.left_of((select array_agg((o.item).sku) from offered o)) l
  ), had as (
    select h.sku, h.quantity from pantry.had_of(p_household, p_session_id) h
  )
  select coalesce(jsonb_agg(jsonb_build_object('sku', (o.item).sku, 'title', o.title, 'pieces_left', coalesce(p.pieces, 0),
    'most', pantry.allowance(o.item, coalesce(p_household.size, 1), h.quantity),
    'suits', to_jsonb((o.item).suits), 'fits', coalesce(p_household.diets, '{}') <@ (o.item).suits) order by lower(o.title), (o.item).sku), '[]')
  from offered o left join pieces p on p.sku = (o.item).sku left join had h on h.sku = (o.item).sku);

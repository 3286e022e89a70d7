create or replace function api.set_pantry_item(
  p_actor jsonb, p_store core.store_name, p_sku core.sku, p_is_offered boolean default true, p_limit_each core.most_each default null,
  p_limit_per_person core.most_each default null, p_suits core.diets default '[]', p_substitutes core.sku_list default '[]'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_pantry_item', p_store => p_store);
  v_substitutes text[] := core.texts(p_substitutes);
  v_missing text;
  v_item core.pantry_items;
begin
  if v_stop is not null then
    return v_stop;
  elsif not pantry.is_pantry(p_store) then
    return core.refuse('PAN007', 'store');
  elsif p_sku::text = any (v_substitutes) then
    return core.refuse('INV004', 'substitutes');
  end if;
  select s into v_missing from unnest(array_prepend(p_sku::text, v_substitutes)) s
  where not exists (select from core.inventory_items i where i.sku = s) limit 1;
  if v_missing is not null then
    return core.refuse('INV002', v_missing);
  end if;
  insert into core.pantry_items as i (store, sku, is_offered, limit_each, limit_per_person, suits, substitutes)
  values (p_store, p_sku, p_is_offered, p_limit_each, p_limit_per_person,
    array(select distinct d from unnest(core.texts(p_suits)) d order by d), v_substitutes)
  on conflict (store, sku) do update set is_offered = excluded.is_offered, limit_each = excluded.limit_each,
    limit_per_person = excluded.limit_per_person, suits = excluded.suits, substitutes = excluded.substitutes, updated_at = core.now()
  where (i.is_offered, i.limit_each, i.limit_per_person, i.suits, i.substitutes)
    is distinct from (excluded.is_offered, excluded.limit_each, excluded.limit_per_person, excluded.suits, excluded.substitutes)
  returning * into v_item;
  if v_item.sku is null then
    select i.* into v_item from core.pantry_items i where i.store = p_store and i.sku = p_sku;
    return core.ok(true, jsonb_build_object('item', pantry.item_json(v_item)), p_store);
  end if;
  perform core.log_event('pantry_item_set', p_store, null, p_detail => jsonb_build_object('sku', p_sku));
  return core.ok(false, jsonb_build_object('item', pantry.item_json(v_item)), p_store);
end
$$;

comment on function api.set_pantry_item is
  'Sets what a pantry offers of an item: whether it is offered, the most that a household may have of it in a session (limit_each, and '
  'limit_per_person for each of its people on top; none without both), which diets it suits, and what may be given in its place. '
  '@returns offered_item_answer @refuses INV002 INV004 PAN007';

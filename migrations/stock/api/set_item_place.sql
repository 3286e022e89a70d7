create or replace function api.set_item_place(
  p_actor jsonb, p_sku core.sku, p_shelf core.label default null, p_weight core.weight default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_item_place');
  v_item core.inventory_items;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select i.* into v_item from core.inventory_items i where i.sku = p_sku for update;
  if v_item.sku is null then
    return core.refuse('INV002', 'sku');
  end if;
  update core.inventory_items i set shelf = p_shelf, weight = p_weight
  where i.sku = p_sku and (i.shelf, i.weight) is distinct from (p_shelf, p_weight)
  returning * into v_item;
  if not found then
    select i.* into v_item from core.inventory_items i where i.sku = p_sku;
    return core.ok(true, stock.item_json(v_item));
  end if;
  perform core.log_event('item_set', null, null, p_detail => jsonb_build_object('sku', p_sku));
  return core.ok(false, stock.item_json(v_item));
end
$$;

comment on function api.set_item_place is
  'Sets the shelf of an item, and the weight of one piece in kilograms; what is not given is unknown. @returns item_answer '
  '@refuses INV002';

create or replace function api.list_pantry_items(
  p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 200, p_offset core.find_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_pantry_items', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('items', (
    select coalesce(jsonb_agg(pantry.item_json(i) order by not i.is_offered, i.sku), '[]')
    from (
      select * from core.pantry_items i where i.store = p_store order by not i.is_offered, i.sku limit p_limit offset p_offset) i)));
end
$$;

comment on function api.list_pantry_items is
  'Lists what a pantry offers of the store room as staff set it, by SKU; what it does not offer any more at the end. @returns offered_items_answer';

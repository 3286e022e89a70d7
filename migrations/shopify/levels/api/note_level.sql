create or replace function api.note_level(p_actor jsonb, p_store text, p_inventory_item_gid text, p_location_gid text, p_available integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_level', p_store => p_store);
  v_sku core.shop_skus;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select k.* into v_sku from core.shop_skus k
  where k.store = p_store and k.inventory_item_gid = p_inventory_item_gid for update;
  if v_sku.sku is null or v_sku.known_qty is not distinct from p_available
    or exists (select from core.shops s where s.store = p_store and s.location_gid is distinct from p_location_gid)
  then
    -- Not ours to know, or the echo of what is known.
    return core.ok(true);
  end if;
  -- It may be old news: the shop is asked, with the next push.
  update core.shop_skus k set verify = true where k.store = p_store and k.sku = v_sku.sku and not k.verify;
  perform core.enqueue('inventory_push', p_store, concat_ws(':', p_store, v_sku.sku, 'heard'),
    jsonb_build_object('store', p_store, 'sku', v_sku.sku));
  return core.ok(false);
end
$$;

comment on function api.note_level is
  'Records that a shop reports another level of an item than we know: it is read before the next push. @returns '
  'done_answer';

create or replace function api.set_location(p_actor jsonb, p_store text, p_location_gid text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_location', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.shops s set location_gid = p_location_gid
  where s.store = p_store and s.location_gid is distinct from p_location_gid;
  if not found then
    return core.ok(true);
  end if;
  -- Levels of another location say nothing of this one.
  perform shopify.lock_skus(p_store, array(select k.sku from core.shop_skus k where k.store = p_store));
  update core.shop_skus k set known_qty = null, location_gid = p_location_gid where k.store = p_store;
  return core.ok(false);
end
$$;

comment on function api.set_location is
  'Sets the location of a shop whose levels are ours to set. @returns done_answer';

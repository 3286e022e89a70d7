create or replace function api.list_storage_locations(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_storage_locations', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('locations', (
    select coalesce(jsonb_agg(core.location_json(l) order by l.is_active desc, lower(l.name), l.code), '[]')
    from core.storage_locations l where l.store = p_store)));
end
$$;

comment on function api.list_storage_locations is
  'Lists a store''s storage locations by name, with the codes of their labels; retired ones last. @returns '
  'locations_answer';

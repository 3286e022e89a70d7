create or replace function api.set_storage_location(
  p_actor jsonb, p_store core.store_name, p_name core.place_name, p_code core.label default null,
  p_is_active boolean default true, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_storage_location', p_scan_id, jsonb_build_object(
    'store', p_store, 'name', p_name, 'code', p_code, 'is_active', p_is_active));
  v_old core.storage_locations;
  v_new core.storage_locations;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  end if;
  -- Without a code it is the one of this name, if there is one; two who add it at once make one.
  perform pg_advisory_xact_lock(hashtext('core.storage_locations'), hashtext(p_store));
  select l.* into v_old from core.storage_locations l
  where l.store = p_store and (l.code = upper(p_code) or (p_code is null and l.is_active and lower(l.name) = lower(btrim(p_name))));
  if p_code is not null and v_old.code is null then
    return core.refuse('LOC001', 'code');
  elsif p_is_active and exists (
    select from core.storage_locations l
    where l.store = p_store and l.is_active and lower(l.name) = lower(btrim(p_name)) and l.code is distinct from v_old.code)
  then
    return core.refuse('LOC002', 'name');
  elsif (v_old.name = btrim(p_name) or p_code is null) and v_old.is_active = p_is_active then
    return core.ok(true, jsonb_build_object('location', core.location_json(v_old)), p_store);
  end if;

  insert into core.storage_locations (code, store, name, is_active)
  values (coalesce(v_old.code, core.typed_code('L', 8)), p_store, btrim(p_name), p_is_active)
  on conflict (code) do update set name = excluded.name, is_active = excluded.is_active
  returning * into v_new;
  perform core.log_event('storage_location_set', p_store, null, p_detail => jsonb_build_object(
    'code', v_new.code, 'is_active', v_new.is_active));
  return core.ok(false, jsonb_build_object('location', core.location_json(v_new)), p_store);
end
$$;

comment on function api.set_storage_location is
  'Adds a storage location, or with its code renames, retires or restores it. Its code is for a label there. @returns '
  'location_answer @refuses LOC001 LOC002';

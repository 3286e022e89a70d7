-- A storage location as everybody at work sees it.
create or replace function core.location_json(p_location core.storage_locations) returns jsonb
language sql immutable
return jsonb_build_object('code', p_location.code, 'store', p_location.store, 'name', p_location.name,
  'is_active', p_location.is_active);

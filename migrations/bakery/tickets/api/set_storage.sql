create or replace function api.set_storage(
  p_actor jsonb, p_id core.scan_text, p_storage core.label, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_old core.orders;
  v_new core.orders;
  v_storage text := nullif(btrim(p_storage), '');
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'set_storage', p_id, p_scan_id, jsonb_build_object('storage', p_storage)) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;
  if core.location_code(v_storage) is not null then
    select l.name into v_storage from core.storage_locations l
    where l.store = v_old.store and l.code = core.location_code(v_storage) and l.is_active;
    if not found then
      return core.refuse('LOC001', 'storage', v_old);
    end if;
  end if;
  if v_old.storage is not distinct from v_storage then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_old)), v_old.store);
  end if;

  update core.orders o set storage = v_storage, updated_by = core.actor('id')
  where o.store = v_old.store and o.id = v_old.id
  returning o.* into v_new;
  return bakery.close_action('stored', v_old.stage, v_new,
    jsonb_build_object('remark_id', core.remark_about(v_new.store, v_storage, v_new.id)));
end
$$;

comment on function api.set_storage is
  'Sets where the cake is stored: the code of a storage location, or free text. An empty storage removes the location. '
  '@returns ticket_answer @refuses INV001 LOC001 ORD001 ORD002 ORD003 ORD004 ORD005 SCN001';

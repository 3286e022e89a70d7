create or replace function api.set_pantry_slot(
  p_actor jsonb, p_store core.store_name, p_session_id uuid, p_starts_at timestamptz, p_ends_at timestamptz, p_capacity core.slot_capacity,
  p_slot_id uuid default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_pantry_slot', p_scan_id, jsonb_build_object('store', p_store, 'session_id', p_session_id,
    'starts_at', p_starts_at, 'ends_at', p_ends_at, 'capacity', p_capacity, 'slot_id', p_slot_id), p_store);
  v_old core.pantry_slots;
  v_new core.pantry_slots;
begin
  if v_stop is not null then
    return v_stop;
  elsif p_ends_at <= p_starts_at then
    return core.refuse('REQ001', 'ends_at: before starts_at');
  elsif (pantry.lock_session(p_store, p_session_id)).session_id is null then
    return core.refuse('PAN007', 'session_id');
  end if;
  if p_slot_id is null then
    insert into core.pantry_slots (store, session_id, starts_at, ends_at, capacity)
    values (p_store, p_session_id, p_starts_at, p_ends_at, p_capacity) returning * into v_new;
  else
    select t.* into v_old from core.pantry_slots t
    where t.store = p_store and t.slot_id = p_slot_id and t.session_id = p_session_id for update;
    if v_old.slot_id is null then
      return core.refuse('PAN007', 'slot_id');
    end if;
    update core.pantry_slots t set starts_at = p_starts_at, ends_at = p_ends_at, capacity = p_capacity
    where t.store = p_store and t.slot_id = p_slot_id returning t.* into v_new;
    if v_new = v_old then
      return pantry.session_answer(p_store, p_session_id, true);
    end if;
  end if;
  -- More of them are for those who wait.
  perform pantry.offer_places(p_store, p_session_id, v_new.slot_id);
  perform core.log_event('session_set', p_store, null, p_detail => jsonb_build_object('session_id', p_session_id, 'slot_id', v_new.slot_id));
  return pantry.session_answer(p_store, p_session_id, false);
end
$$;

comment on function api.set_pantry_slot is
  'Adds a window for pick-up to a session, or changes one. A capacity below what it has already keeps these, and takes no more: the '
  'answer says how many. @returns pantry_session_answer @refuses PAN007';

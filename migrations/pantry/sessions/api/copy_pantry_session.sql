create or replace function api.copy_pantry_session(
  p_actor jsonb, p_store core.store_name, p_session_id uuid, p_opens_on core.due_day, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'copy_pantry_session', p_scan_id,
    jsonb_build_object('store', p_store, 'session_id', p_session_id, 'opens_on', p_opens_on), p_store);
  v_zone text := (select s.timezone from core.stores s where s.store = p_store);
  v_from core.pantry_sessions;
  v_days integer;
  v_opens timestamptz;
  v_id uuid;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_from from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id;
  if v_from.session_id is null then
    return core.refuse('PAN007', 'session_id');
  end if;
  v_days := p_opens_on - (v_from.opens_at at time zone v_zone)::date;
  -- A session or slot of many years leads to times that no calendar has.
  if exists (
    select from (
      select v_from.closes_at union all
      select unnest(array[t.starts_at, t.ends_at]) from core.pantry_slots t where t.store = p_store and t.session_id = p_session_id) m (at)
    where extract(year from pantry.days_later(m.at, v_days, v_zone)) not between 1900 and 2200
  ) then
    return core.refuse('REQ001', 'opens_on: too far from its slots');
  end if;
  v_opens := pantry.days_later(v_from.opens_at, v_days, v_zone);
  insert into core.pantry_sessions (store, title, opens_at, closes_at, max_orders)
  values (p_store, v_from.title, v_opens, greatest(pantry.days_later(v_from.closes_at, v_days, v_zone), v_opens + interval '1 minute'),
    v_from.max_orders)
  returning session_id into v_id;
  insert into core.pantry_slots (store, session_id, starts_at, ends_at, capacity)
  select p_store, v_id, c.starts_at, c.starts_at + (t.ends_at - t.starts_at), t.capacity
  from core.pantry_slots t cross join lateral (select pantry.days_later(t.starts_at, v_days, v_zone)) c (starts_at)
  where t.store = p_store and t.session_id = p_session_id;
  perform core.log_event('session_set', p_store, null, p_detail => jsonb_build_object('session_id', v_id, 'copied', p_session_id));
  return pantry.session_answer(p_store, v_id, false);
end
$$;

comment on function api.copy_pantry_session is
  'Adds a session like another, which opens on this day: its times are the same by the clock on the wall, its slots as long. '
  '@returns pantry_session_answer @refuses PAN007';

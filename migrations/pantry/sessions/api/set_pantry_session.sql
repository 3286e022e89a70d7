create or replace function api.set_pantry_session(
  p_actor jsonb, p_store core.store_name, p_title core.place_name, p_opens_at timestamptz, p_closes_at timestamptz,
  p_max_orders core.most_orders default null, p_session_id uuid default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_pantry_session', p_scan_id, jsonb_build_object('store', p_store, 'title', p_title,
    'opens_at', p_opens_at, 'closes_at', p_closes_at, 'max_orders', p_max_orders, 'session_id', p_session_id), p_store);
  v_old core.pantry_sessions;
  v_new core.pantry_sessions;
begin
  if v_stop is not null then
    return v_stop;
  elsif not pantry.is_pantry(p_store) then
    return core.refuse('PAN007', 'store');
  elsif p_closes_at <= p_opens_at then
    return core.refuse('REQ001', 'closes_at: before opens_at');
  end if;
  if p_session_id is null then
    insert into core.pantry_sessions (store, title, opens_at, closes_at, max_orders)
    values (p_store, p_title, p_opens_at, p_closes_at, p_max_orders) returning * into v_new;
  else
    select s.* into v_old from core.pantry_sessions s where s.store = p_store and s.session_id = p_session_id for update;
    if v_old.session_id is null then
      return core.refuse('PAN007', 'session_id');
    elsif v_old.state = 'closed' then
      return core.refuse('PAN002', 'session_id');
    end if;
    update core.pantry_sessions s set title = p_title, opens_at = p_opens_at, closes_at = p_closes_at, max_orders = p_max_orders
    where s.store = p_store and s.session_id = p_session_id returning s.* into v_new;
    if v_new = v_old then
      return pantry.session_answer(p_store, p_session_id, true);
    end if;
  end if;
  perform core.log_event('session_set', p_store, null, p_detail => jsonb_build_object('session_id', v_new.session_id));
  return pantry.session_answer(p_store, v_new.session_id, false);
end
$$;

comment on function api.set_pantry_session is
  'Adds a session to a pantry, or changes one that is not closed: it takes orders from opens_at until before closes_at, and at most '
  'max_orders. @returns pantry_session_answer @refuses PAN002 PAN007';

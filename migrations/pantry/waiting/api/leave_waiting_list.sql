create or replace function api.leave_waiting_list(
  p_actor jsonb, p_store core.store_name, p_session_id uuid, p_member_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'leave_waiting_list', p_store => p_store);
  v_member uuid := pantry.orders_for(p_store, p_member_id);
  v_waiting core.pantry_waiting;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  elsif v_member is null then
    return core.refuse('STF001', 'member_id');
  elsif (pantry.lock_waiting(p_store, p_session_id)).session_id is null then
    return core.refuse('PAN007', 'session_id');
  end if;
  select w.* into v_waiting from core.pantry_waiting w
  where w.store = p_store and w.session_id = p_session_id and w.member_id = v_member and w.ended_as is null;
  if v_waiting.waiting_id is null then
    return core.ok(true);
  end if;
  -- The next in turn is another member.
  v_before := core.see_house();
  perform pantry.end_waiting(v_waiting, 'left');
  perform core.see_stores(v_before);
  return core.ok(false);
end
$$;

comment on function api.leave_waiting_list is
  'Takes a member off the waiting list of a session. A place that was held for them goes to the next in turn. '
  '@returns done_answer @refuses PAN007 STF001';

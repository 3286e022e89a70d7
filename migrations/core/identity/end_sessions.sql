-- Ends a person's sessions, or one of them, and says so once for each.
create or replace function core.end_sessions(p_staff_id uuid, p_reason text, p_session_id uuid default null) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id uuid;
  v_ended integer := 0;
begin
  for v_id in
    update core.sessions s set ended_at = core.now(), end_reason = p_reason
    where s.staff_id = p_staff_id and s.ended_at is null and s.session_id = coalesce(p_session_id, s.session_id)
    returning s.session_id
  loop
    v_ended := v_ended + 1;
    perform core.log_event('signed_out', null, null,
      p_detail => jsonb_build_object('staff_id', p_staff_id, 'session_id', v_id, 'reason', p_reason));
  end loop;
  return v_ended;
end
$$;

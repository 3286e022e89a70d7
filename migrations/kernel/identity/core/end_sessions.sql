-- Ends a person's sessions, or one session, with the pages that listen by it, and says so once for each.
create or replace function core.end_sessions(
  p_reason text, p_staff_id uuid default null, p_session_id uuid default null
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session core.sessions;
  v_ended integer := 0;
begin
  for v_session in
    update core.sessions s set ended_at = core.now(), end_reason = p_reason
    where s.ended_at is null and (s.staff_id = p_staff_id or s.session_id = p_session_id)
    returning s.*
  loop
    v_ended := v_ended + 1;
    perform core.end_live(p_session_id => v_session.session_id);
    perform core.log_event('signed_out', null, null, p_detail => jsonb_build_object(
      'staff_id', v_session.staff_id, 'session_id', v_session.session_id, 'reason', p_reason));
  end loop;
  return v_ended;
end
$$;

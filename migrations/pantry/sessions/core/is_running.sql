-- Does a session take orders by its times, though it may be full? One that was closed by hand does not.
create or replace function pantry.is_running(p_session core.pantry_sessions) returns boolean
language sql stable
return (p_session.state <> 'closed' or p_session.closed_by = 'count')
  and core.now() >= p_session.opens_at and core.now() < p_session.closes_at;

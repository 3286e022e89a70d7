-- Does a session take orders at this moment? By its own times, whatever the sweeper has come to.
create or replace function pantry.is_open(p_session core.pantry_sessions) returns boolean
language sql stable
return p_session.state <> 'closed' and core.now() >= p_session.opens_at and core.now() < p_session.closes_at
  and (p_session.max_orders is null or pantry.taken_of(p_session) < p_session.max_orders);

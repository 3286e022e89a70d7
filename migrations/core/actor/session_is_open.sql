-- Is the sign-in that this access token came from neither ended nor over?
create or replace function core.session_is_open(p_session text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  -- Two steps: within one expression a planner that knows the value casts it before anything else.
  if not coalesce(pg_input_is_valid(p_session, 'uuid'), false) then
    return false;
  end if;
  return exists (
    select from core.sessions s where s.session_id = p_session::uuid and s.ended_at is null and s.expires_at > core.now());
end
$$;

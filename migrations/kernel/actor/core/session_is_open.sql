-- Is the sign-in that this person's access token came from neither ended nor over, and the account that it was made with
-- still theirs?
create or replace function core.session_is_open(p_session text, p_staff_id uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  -- Two steps: within one expression a planner that knows the value casts it before anything else.
  if not coalesce(pg_input_is_valid(p_session, 'uuid'), false) then
    return false;
  end if;
  return exists (
    select from core.sessions s
    where s.session_id = p_session::uuid and s.staff_id = p_staff_id and s.ended_at is null and s.expires_at > core.now()
      and (s.subject is null or exists (
        select from core.staff_accounts a
        where a.provider = s.provider and a.subject = s.subject and a.staff_id = s.staff_id)));
end
$$;

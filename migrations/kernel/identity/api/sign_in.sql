create or replace function api.sign_in(
  p_actor jsonb, p_provider text, p_subject text, p_email text, p_token_hash text, p_newcomer jsonb default null,
  p_audience text default null, p_house text default 'house', p_invitation jsonb default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sign_in');
  v_audience text;
  v_staff core.staff_shared;
  v_invitation core.invitations;
  v_newcomer jsonb := p_newcomer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_audience = 'member' then
    v_invitation := core.open_invitation(p_invitation ->> 'code_hash', p_house);
  end if;
  if v_invitation.store is not null then
    v_newcomer := jsonb_build_object('name', p_invitation -> 'name', 'role', 'Member', 'stores', jsonb_build_array(v_invitation.store),
      'language', coalesce(v_invitation.language, p_invitation ->> 'language'));
  end if;
  -- Through a door for all, who works here is staff.
  foreach v_audience in array case when p_audience is null then array['staff', 'member'] else array[p_audience] end loop
    v_staff := core.find_account(p_provider, p_subject, lower(p_email), v_audience, p_house);
    exit when v_staff.id is not null;
  end loop;
  v_audience := core.audience_of((v_newcomer ->> 'role')::core.staff_role);
  -- Through a door for all, who has the e-mail of somebody of the organisation, or of who worked there, is nobody new.
  if v_staff.id is null and v_newcomer is not null and (v_audience = p_audience
    or p_audience is null and not exists (select from core.staff_shared s where s.email = lower(p_email) and s.organisation = p_house))
  then
    v_staff := core.take_in(p_provider, p_subject, lower(p_email), v_newcomer, p_house);
  end if;
  if v_staff.is_active is distinct from true then
    return core.refuse_stranger('AUTH004');
  end if;
  if v_invitation.store is not null then
    v_staff := core.accept_invitation(v_invitation, v_staff);
  end if;
  return core.ok(false, core.open_session(v_staff, p_provider, p_subject, decode(p_token_hash, 'hex')));
end
$$;

comment on function api.sign_in is
  'Signs in a person for whom a provider vouches: by their account there, the first time by the e-mail it has verified '
  '(p_email, else null). p_newcomer {"name", "language", "role", "stores"}: what an unknown person becomes; null: refused. '
  'p_audience: of which door, staff or member; null: of any. p_house: of which organisation. p_invitation {"code_hash", "name", '
  '"language"}: who comes with it through the door of members becomes one of its store. @returns session_answer';

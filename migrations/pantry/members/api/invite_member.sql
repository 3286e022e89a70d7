create or replace function api.invite_member(p_actor jsonb, p_store core.store_name, p_language core.label default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'invite_member', p_store => p_store);
  v_code text := core.typed_code('J');
  v_new core.invitations;
begin
  if v_stop is not null then
    return v_stop;
  elsif not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  elsif not pantry.is_pantry(p_store) then
    return core.refuse('PAN007', 'store');
  end if;
  if p_language not in ('en', 'fr') then
    return core.refuse('REQ001', 'language');
  end if;
  insert into core.invitations (store, code_hash, language, expires_at)
  values (p_store, sha256(convert_to(v_code, 'UTF8')), p_language,
    core.now() + make_interval(days => (pantry.rules(p_store) ->> 'invitation_days')::integer))
  returning * into v_new;
  perform core.log_event('member_invited', p_store, null, p_detail => jsonb_build_object('invitation_id', v_new.invitation_id));
  return core.ok(false, jsonb_build_object('invitation_id', v_new.invitation_id, 'invitation', v_code,
    'path', '/pantry/#invitation=' || v_code || '&house=' || (select s.organisation from core.stores s where s.store = p_store),
    'expires_at', v_new.expires_at), p_store);
end
$$;

comment on function api.invite_member is
  'Makes an invitation to become a member of a pantry: who signs in with its code, once and in time, is one. language: in which they are '
  'written to. The code is returned only this once. @returns invitation_answer @refuses PAN007';

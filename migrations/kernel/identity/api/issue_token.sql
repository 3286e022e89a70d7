create or replace function api.issue_token(
  p_actor jsonb, p_name core.person_name, p_role core.staff_role, p_stores core.store_list, p_days core.token_days default 365
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'issue_token');
  v_stores text[] := array(select distinct value from jsonb_array_elements_text(p_stores) order by value);
  v_secret text := 'ordak_token_' || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
  v_token core.api_tokens;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  v_fault := core.grant_fault(v_stores, p_role);
  if v_fault is not null then
    return core.refuse('AUTH001', v_fault);
  end if;
  insert into core.api_tokens (name, role, stores, token_hash, created_by, expires_at)
  values (btrim(p_name), p_role, v_stores, sha256(convert_to(v_secret, 'UTF8')), core.actor('id')::uuid,
    core.now() + make_interval(days => p_days))
  on conflict (organisation, name) where revoked_at is null do nothing
  returning * into v_token;
  if v_token.token_id is null then
    return core.refuse('TOK002', 'name');
  end if;
  perform core.log_event('token_issued', null, null, p_detail => jsonb_build_object('token_id', v_token.token_id, 'role', p_role));
  return core.ok(false, jsonb_build_object('api_token', core.token_json(v_token), 'secret', v_secret));
end
$$;

comment on function api.issue_token is
  'Issues a bearer token for another system, with a role and stores of its own. Its secret is returned only this once. '
  '@returns issued_answer @refuses TOK002';

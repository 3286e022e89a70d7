create or replace function api.revoke_token(p_actor jsonb, p_token_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'revoke_token');
  v_token core.api_tokens;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select t.* into v_token from core.api_tokens t
  where t.token_id = p_token_id and t.organisation = core.house() and t.stores <@ string_to_array(current_setting('ordak.stores', true), ',') for update;
  if v_token.token_id is null then
    return core.refuse('TOK001');
  end if;
  if v_token.revoked_at is not null then
    return core.ok(true, jsonb_build_object('api_token', core.token_json(v_token)));
  end if;
  v_token := core.end_token(p_token_id);
  return core.ok(false, jsonb_build_object('api_token', core.token_json(v_token)));
end
$$;

comment on function api.revoke_token is
  'Revokes a token of another system, at once and for good. @returns token_answer @refuses TOK001';

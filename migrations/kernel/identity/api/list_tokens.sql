create or replace function api.list_tokens(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_tokens');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('api_tokens', (
    select coalesce(jsonb_agg(core.token_json(t) order by t.revoked_at nulls first, t.name, t.token_id), '[]')
    from core.api_tokens t
    where t.organisation = core.house() and t.stores <@ string_to_array(current_setting('ordak.stores', true), ','))));
end
$$;

comment on function api.list_tokens is
  'Lists the tokens of other systems, and whether their creator has left (revoke_tokens_of); revoked ones last. @returns '
  'tokens_answer';

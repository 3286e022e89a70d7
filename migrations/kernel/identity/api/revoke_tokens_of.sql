create or replace function api.revoke_tokens_of(p_actor jsonb, p_staff_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'revoke_tokens_of');
  v_revoked jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select coalesce(jsonb_agg(core.token_json(core.end_token(l.token_id)) order by l.name), '[]') into v_revoked
  from (
    select t.token_id, t.name from core.api_tokens t
    where t.created_by = p_staff_id and t.revoked_at is null
      and t.organisation = core.house() and t.stores <@ string_to_array(current_setting('ordak.stores', true), ',')
    order by t.token_id for update
  ) l;
  return core.ok(v_revoked = '[]', jsonb_build_object('api_tokens', v_revoked));
end
$$;

comment on function api.revoke_tokens_of is
  'Revokes all tokens of other systems that this person made, for the caller''s stores: of a person who left, say '
  '(list_tokens: creator_left). Returns the revoked ones. @returns tokens_answer';

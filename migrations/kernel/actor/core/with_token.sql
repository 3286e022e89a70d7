-- Who a token of another system is: its own role, stores and organisation, while it is valid. No role for any other.
create or replace function core.with_token(
  p_token_hash text, out role core.staff_role, out stores text[], out house text, out who jsonb
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select t.role, t.stores, t.organisation, jsonb_build_object('id', t.token_id) into role, stores, house, who
  from core.api_tokens t
  where t.token_hash = decode(p_token_hash, 'hex') and t.revoked_at is null and t.expires_at > core.now();
  who := coalesce(who, '{}');
end
$$;

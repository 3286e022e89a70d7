create or replace function api.get_uninstall_claim(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_uninstall_claim', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('claimed_at', (
    select s.uninstall_claimed_at from core.shops s where s.store = p_store and s.uninstalled_at is null)));
end
$$;

comment on function api.get_uninstall_claim is
  'Returns since when a delivery claims that the app was removed from a shop; null when there is nothing to verify. '
  '@returns claim_moment_answer';

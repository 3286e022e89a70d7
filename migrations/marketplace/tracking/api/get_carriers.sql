create or replace function api.get_carriers(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_carriers', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('carriers', (
    select k.carriers from core.marketplaces k where k.store = p_store and k.carriers_at > core.now() - interval '1 day')));
end
$$;

comment on function api.get_carriers is
  'Returns the carriers that a marketplace has registered, as they were read within a day; else null. @returns carriers_answer';

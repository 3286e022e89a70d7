create or replace function api.list_households(p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 200, p_offset core.find_offset default 0) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_households', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('households', (
    select coalesce(jsonb_agg(pantry.household_json(h) order by h.created_at, h.household_id), '[]')
    from (select * from core.households h where h.store = p_store order by h.created_at, h.household_id limit p_limit offset p_offset) h)));
end
$$;

comment on function api.list_households is 'Lists the households of a pantry, the oldest first. @returns households_answer';

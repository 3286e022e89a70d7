create or replace function api.list_assignable(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_assignable', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('people', (
    select coalesce(jsonb_agg(jsonb_build_object('staff_id', p.id, 'display_name', p.display_name, 'stages', p.stages)
      order by p.display_name, p.id), '[]')
    from (
      select s.id, s.display_name, array_agg(distinct t.from_stage) as stages
      -- As assign_staff judges it.
      from core.staff_shared s join core.transitions t on s.role = any (t.roles) and t.stamps is not null
      where s.is_active and p_store = any (s.stores)
      group by s.id
    ) p)));
end
$$;

comment on function api.list_assignable is
  'Lists the people to whom a ticket of a store can be assigned, and for which stages. @returns people_answer';

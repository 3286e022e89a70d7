create or replace function api.get_order_rules(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_order_rules');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('rules', coalesce((
    select s.value from core.settings s
    where s.key = 'order_rules' and (s.store = p_store or s.store is null)
    order by s.store nulls last limit 1), '{}')));
end
$$;

comment on function api.get_order_rules is 'How a store''s orders are read: where due date, slot, flavour and size are found. @returns rules_answer';

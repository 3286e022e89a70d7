create or replace function api.get_order_rules(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_order_rules', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object(
    'rules', coalesce((core.rules_row(p_store)).value, '{}'),
    'last_good', case when (core.rules_row(p_store)).setting_id is null then '{}' else (core.rules_row(p_store)).last_good end,
    'timezone', (select st.timezone from core.stores st where st.store = p_store)));
end
$$;

comment on function api.get_order_rules is
  'Returns how a store''s orders are read: where due date, slot, flavour and size are found. @returns rules_answer';

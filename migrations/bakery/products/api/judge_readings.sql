create or replace function api.judge_readings(p_actor jsonb, p_store text, p_orders jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'judge_readings', p_store => p_store);
  v_order jsonb;
  v_judged jsonb := '[]';
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_order in select value from jsonb_array_elements(p_orders) loop
    begin
      v_judged := v_judged || jsonb_build_array(bakery.as_new(p_store, v_order));
    exception when check_violation then
      v_judged := v_judged || '[null]';
    end;
  end loop;
  return core.ok(false, jsonb_build_object('orders', v_judged));
end
$$;

comment on function api.judge_readings is
  'Returns what readings of orders would give if the orders were new: decisions about products count. Null is one that '
  'could not be ingested. Writes nothing. @returns judged_answer';

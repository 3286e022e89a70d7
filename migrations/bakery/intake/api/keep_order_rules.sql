create or replace function api.keep_order_rules(p_actor jsonb, p_store text, p_rules jsonb, p_fault text default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'keep_order_rules', p_store => p_store);
  v_row core.settings := core.rules_row(p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Whoever changed them meanwhile is judged by the next reader.
  update core.settings s set
    last_good = case when p_fault is null then s.value else s.last_good end, fault = p_fault
  where s.setting_id = v_row.setting_id and s.value = p_rules
    and (s.fault is distinct from p_fault or (p_fault is null and s.last_good is distinct from s.value));
  if not found then
    return core.ok(true);
  end if;
  if p_fault = 'too_slow' then
    perform core.alert('order_rules_slow', p_store, 'order_rules');
  elsif p_fault is not null then
    perform core.alert('order_rules_invalid', p_store, 'order_rules', jsonb_build_object('field', p_fault));
  end if;
  return core.ok(false);
end
$$;

comment on function api.keep_order_rules is
  'Records whether orders could be read by a store''s order_rules. If so they are kept as the last good ones; if not '
  '(p_fault: the field), one alert is sent, and orders are read by the last good ones; if they took too long for an '
  'order (too_slow), it was read by the default rules. @returns done_answer';

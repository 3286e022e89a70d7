-- Refuses with a code of the fault table: recorded as an event, answered, committed.
-- p_detail is for a person at a screen and in a log: ids and stages, never a customer's data.
create or replace function core.refuse(
  p_code text, p_detail text default null, p_order core.orders default null, p_body jsonb default '{}'
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_title text;
begin
  select f.title into strict v_title from core.faults f where f.code = p_code;
  perform core.log_event('refused', p_order.store, p_order.order_gid, p_order.id, p_code => p_code,
    p_from => p_order.stage);
  perform core.count_run(false, 1, 0);
  return core.remember(
    jsonb_build_object(
      'ok', false, 'code', p_code, 'message', concat_ws(': ', v_title, p_detail),
      'correlation_id', core.actor('correlation_id')
    ) || p_body, p_order.store);
end
$$;

-- One event of a flow with statuses, as core.log_event writes those of the bakery. p_id: what people call the thing it is about.
create or replace function core.log_move(
  p_kind text, p_flow text, p_store text, p_order_gid text, p_id text,
  p_from text default null, p_to text default null, p_detail jsonb default '{}', p_code text default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_actor jsonb := nullif(current_setting('ordak.actor', true), '');
begin
  insert into core.order_events (
    kind, code, store, order_gid, ticket_id, flow, from_status, to_status, detail,
    actor_kind, actor_id, device_id, turn_id, occurred_at, function_name, scan_id, correlation_id)
  values (
    p_kind, p_code, p_store, p_order_gid, p_id, p_flow, p_from, p_to, p_detail,
    v_actor ->> 'kind', v_actor ->> 'id', v_actor ->> 'device', (v_actor ->> 'turn')::uuid,
    (v_actor ->> 'occurred_at')::timestamptz,
    nullif(current_setting('ordak.function', true), ''),
    nullif(current_setting('ordak.scan_id', true), '')::uuid, v_actor ->> 'correlation_id');
  if core.is_heard(p_kind, p_store) then
    perform core.remember_topic('live');
  end if;
end
$$;

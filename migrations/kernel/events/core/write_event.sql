-- One event, with who acts and why taken from the transaction: of a ticket with its stages, or of a flow with its statuses. If pages are
-- notified of its kind, the caller is to wake the worker of live. Not in SQL, which would be planned anew with each scan.
create or replace function core.write_event(
  p_kind text, p_store text, p_order_gid text, p_id text, p_from_stage core.stage_type, p_to_stage core.stage_type,
  p_flow text, p_from_status text, p_to_status text, p_detail jsonb, p_code text
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_actor jsonb := nullif(current_setting('ordak.actor', true), '');
begin
  insert into core.order_events (
    kind, code, store, order_gid, ticket_id, from_stage, to_stage, flow, from_status, to_status, detail,
    actor_kind, actor_id, device_id, turn_id, occurred_at, function_name, scan_id, correlation_id)
  values (
    p_kind, p_code, p_store, p_order_gid, p_id, p_from_stage, p_to_stage, p_flow, p_from_status, p_to_status, p_detail,
    v_actor ->> 'kind', v_actor ->> 'id', v_actor ->> 'device', (v_actor ->> 'turn')::uuid,
    (v_actor ->> 'occurred_at')::timestamptz,
    nullif(current_setting('ordak.function', true), ''),
    nullif(current_setting('ordak.scan_id', true), '')::uuid, v_actor ->> 'correlation_id');
  if core.is_heard(p_kind, p_store) then
    perform core.remember_topic('live');
  end if;
end
$$;

-- Refuses with a code of the fault table: recorded as an event, answered, committed.
create or replace function core.refuse(
  p_code text, p_detail text default null, p_order core.orders default null, p_body jsonb default '{}'
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform core.log_event('refused', p_order.store, p_order.order_gid, p_order.id, p_code => p_code,
    p_from => p_order.stage);
  return core.refusal(p_code, p_detail, p_body, p_order.store);
end
$$;

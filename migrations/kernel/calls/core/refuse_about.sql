-- Refuses as core.refuse does, what is asked of a thing of a flow with statuses.
create or replace function core.refuse_about(
  p_code text, p_detail text, p_flow text, p_store text, p_order_gid text, p_id text, p_status text default null,
  p_body jsonb default '{}'
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform core.log_move('refused', p_flow, p_store, p_order_gid, p_id, p_from => p_status, p_code => p_code);
  return core.refusal(p_code, p_detail, p_body, p_store);
end
$$;

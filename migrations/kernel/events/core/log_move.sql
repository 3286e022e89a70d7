-- One event of a flow with statuses. p_id: what people call the thing it is about.
create or replace function core.log_move(
  p_kind text, p_flow text, p_store text, p_order_gid text, p_id text,
  p_from text default null, p_to text default null, p_detail jsonb default '{}', p_code text default null
) returns void
language sql
return core.write_event(p_kind, p_store, p_order_gid, p_id, null, null, p_flow, p_from, p_to, p_detail, p_code);

-- One event of a ticket, or of what has no status. A part of the statement that it stands in.
create or replace function core.log_event(
  p_kind text, p_store text, p_order_gid text, p_ticket_id text default null,
  p_from core.stage_type default null, p_to core.stage_type default null,
  p_detail jsonb default '{}', p_code text default null
) returns void
language sql
return core.write_event(p_kind, p_store, p_order_gid, p_ticket_id, p_from, p_to, null, null, null, p_detail, p_code);

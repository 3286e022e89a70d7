-- The common end of every action that changed a ticket: its event and its answer.
create or replace function bakery.close_action(
  p_kind text, p_from core.stage_type, p_ticket core.orders, p_detail jsonb default '{}'
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform core.log_event(p_kind, p_ticket.store, p_ticket.order_gid, p_ticket.id, p_from, p_ticket.stage,
    jsonb_strip_nulls(p_detail));
  return core.ok(false, jsonb_build_object('ticket', bakery.ticket_json(p_ticket)), p_ticket.store);
end
$$;

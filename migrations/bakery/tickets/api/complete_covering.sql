create or replace function api.complete_covering(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return bakery.move_ticket(p_actor, 'complete_covering', p_id, p_scan_id);

comment on function api.complete_covering is 'Completes covering: Covering to Decorating. @returns ticket_answer';

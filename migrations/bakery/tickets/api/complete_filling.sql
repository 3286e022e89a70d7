create or replace function api.complete_filling(p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return bakery.move_ticket(p_actor, 'complete_filling', p_id, p_scan_id);

comment on function api.complete_filling is 'Completes filling: Filling to Covering. @returns ticket_answer';

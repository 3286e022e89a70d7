create or replace function api.start_packing(
  p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null, p_allergies_seen boolean default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return bakery.move_ticket(p_actor, 'start_packing', p_id, p_scan_id, p_allergies_seen => p_allergies_seen);

comment on function api.start_packing is
  'Starts packing. The ticket stays in Packing. allergies_seen: the packer has confirmed the allergies that the ticket '
  'shows. @returns ticket_answer';

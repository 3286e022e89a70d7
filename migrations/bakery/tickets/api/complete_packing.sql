create or replace function api.complete_packing(
  p_actor jsonb, p_id core.scan_text, p_scan_id uuid default null, p_allergies_seen boolean default null,
  p_skipped core.skipped_extras default null
) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return bakery.move_ticket(
  p_actor, 'complete_packing', p_id, p_scan_id, p_allergies_seen => p_allergies_seen, p_skipped => p_skipped);

comment on function api.complete_packing is
  'Completes packing: Packing to Complete. Packing must have been started. allergies_seen: the packer has confirmed the '
  'allergies that the ticket shows. With an order''s last cake its extras leave too, except those that skipped names: '
  'they stay held until a supervisor releases them (release_extras). @returns ticket_answer';

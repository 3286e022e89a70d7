create or replace function api.qc_return_to_decorating(p_actor jsonb, p_id core.scan_text, p_reason core.reason, p_scan_id uuid default null)
returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp
return bakery.move_ticket(p_actor, 'qc_return_to_decorating', p_id, p_scan_id, p_reason);

comment on function api.qc_return_to_decorating is
  'Returns a cake after quality control: Packing to Decorating, with the reason. Packing has to be started again. '
  '@returns ticket_answer';

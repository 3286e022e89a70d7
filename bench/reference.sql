-- The least that a scan and a queue could be: what each is measured by. Called as the functions of a flow are: definers, whose
-- owner is bound by the policies of the tables.
create schema bench;
grant usage on schema bench to ordak_api, ordak_rpc;

-- Locks a ticket, updates it, inserts an event and an answer.
create function bench.scan(p_id text, p_scan_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_ticket core.orders;
  v_answer jsonb;
begin
  perform set_config('ordak.stores', 'bannos,flourlane', true);
  select o.* into v_ticket from core.orders o where o.store = 'bannos' and o.id = p_id for update;
  update core.orders o set stage = 'Covering', filling_complete_ts = now(), updated_by = 'bench'
  where o.store = 'bannos' and o.id = p_id
  returning o.* into v_ticket;
  insert into core.order_events (kind, store, order_gid, ticket_id, from_stage, to_stage, actor_kind, actor_id, function_name, scan_id)
  values ('complete_filling', v_ticket.store, v_ticket.order_gid, v_ticket.id, 'Filling', v_ticket.stage, 'staff', 'bench',
    'complete_filling', p_scan_id);
  v_answer := jsonb_build_object('ok', true, 'already_done', false, 'ticket', to_jsonb(v_ticket));
  insert into core.scans (scan_id, function_name, request_hash, asked_by, store, answer)
  values (p_scan_id, 'complete_filling', '', 'bench', v_ticket.store, v_answer);
  return v_answer;
end
$$;

-- The first open tickets of the same index, with as many keys.
create function bench.queue(p_store text, p_limit integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('ordak.stores', 'bannos,flourlane', true);
  return jsonb_build_object('ok', true, 'tickets', (
    select jsonb_agg(jsonb_build_object(
      'id', o.id, 'store', o.store, 'stage', o.stage, 'priority', o.priority_override, 'priority_set', false, 'queue_key', o.id,
      'product_title', o.product_title, 'flavour', o.flavour, 'size', o.size, 'cake_message', o.cake_message,
      'allergies', o.allergies, 'due_date', o.due_date, 'due_slot', o.due_slot, 'due_minutes', o.due_minutes,
      'delivery_method', o.delivery_method, 'assignee_id', o.assignee_id, 'storage', o.storage, 'print_count', o.print_count,
      'filling_start_ts', o.filling_start_ts, 'filling_complete_ts', o.filling_complete_ts,
      'covering_complete_ts', o.covering_complete_ts, 'decorating_complete_ts', o.decorating_complete_ts,
      'packing_start_ts', o.packing_start_ts, 'packing_complete_ts', o.packing_complete_ts,
      'qc_returned_ts', o.qc_returned_ts, 'qc_reason', o.qc_reason, 'cancelled_at', o.cancelled_at,
      'inventory_blocked', o.inventory_blocked, 'missing', '[]'::jsonb, 'flags', o.flags, 'change', null,
      'allowed_actions', o.flags, 'cakes', 1, 'cake_no', 1, 'siblings', '[]'::jsonb, 'extras', '[]'::jsonb, 'packed_by', null,
      'notes', o.notes, 'due_text', o.due_text, 'size_group', o.size, 'stage_since', o.created_at))
    from (
      select o.* from core.orders o
      where o.store = p_store and o.stage <> 'Complete' and o.cancelled_at is null and o.priority_override is null
      order by o.due_date, o.due_minutes, o.size_order, o.size, o.shopify_order_number, o.id limit p_limit) o));
end
$$;

alter function bench.scan owner to ordak_api;
alter function bench.queue owner to ordak_api;
grant execute on all functions in schema bench to ordak_rpc;

create or replace function api.handle_print_barcode(
  p_actor jsonb, p_id core.scan_text, p_ctx jsonb default '{}', p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_old core.orders;
  v_new core.orders;
begin
  select a.stop, a.ticket into v_open
  from bakery.open_action(p_actor, 'handle_print_barcode', p_id, p_scan_id, jsonb_build_object('ctx', p_ctx)) a;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_old := v_open.ticket;

  update core.orders o set
    print_count = o.print_count + 1,
    -- Only the first print, while the ticket waits for its filling, starts the clock.
    filling_start_ts = case o.stage when 'Filling' then coalesce(o.filling_start_ts, core.now()) else o.filling_start_ts end,
    updated_by = core.actor('id')
  where o.store = v_old.store and o.id = v_old.id
  returning o.* into v_new;

  perform core.log_event('barcode_printed', v_new.store, v_new.order_gid, v_new.id, v_old.stage, v_new.stage,
    jsonb_strip_nulls(jsonb_build_object('print_no', v_new.print_count,
      'station', substring(p_ctx ->> 'station' from '^[A-Za-z0-9 _-]{1,40}$'))));
  return core.ok(v_old.print_count > 0, jsonb_build_object(
    'print_no', v_new.print_count, 'barcode', v_new.id, 'ticket', bakery.ticket_json(v_new)), v_new.store);
end
$$;

comment on function api.handle_print_barcode is
  'Records that a ticket''s barcode is printed and starts the filling clock the first time. already_done marks a reprint. ctx may name the station. @returns print_answer';

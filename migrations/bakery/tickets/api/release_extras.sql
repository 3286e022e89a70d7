create or replace function api.release_extras(
  p_actor jsonb, p_id core.scan_text, p_note core.remark default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_ticket core.orders;
  v_lines jsonb;
begin
  select o.stop, o.ticket into v_open from bakery.open_ticket(p_actor, 'release_extras', p_id, p_scan_id,
    jsonb_build_object('note', p_note), p_whole_order => true) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_ticket := v_open.ticket;
  with released as (
    update core.sale_lines l set used = l.used + stock.left_out(l), skipped = 0
    where l.store = v_ticket.store and l.order_gid = v_ticket.order_gid and l.kind = 'extra' and stock.left_out(l) > 0
    returning l.line_no, l.sku
  )
  select jsonb_agg(r.sku order by r.line_no) into v_lines from released r;
  if v_lines is null then
    return core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(v_ticket)), v_ticket.store);
  end if;
  perform bakery.book_order(v_ticket.store, v_ticket.order_gid);
  select o.* into strict v_ticket from core.orders o where o.store = v_ticket.store and o.id = v_ticket.id;
  return bakery.close_action('extras_released', v_ticket.stage, v_ticket,
    jsonb_build_object('skus', v_lines, 'remark_id', core.remark_about(v_ticket.store, p_note, v_ticket.id)));
end
$$;

comment on function api.release_extras is
  'Releases the extras that a packer left out of an order (complete_packing): their stock is no longer held. For '
  'supervisors. @returns ticket_answer @refuses ORD001 ORD003 ORD004 SCN001';

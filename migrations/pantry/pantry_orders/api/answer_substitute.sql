create or replace function api.answer_substitute(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_line_no integer, p_accept boolean, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_order core.pantry_orders;
  v_offer core.pantry_lines;
  v_how text := case when p_accept then 'accepted' else 'declined' end;
begin
  select o.stop, o.opened into v_open from pantry.open_offer(p_actor, 'answer_substitute', p_store, p_id, p_scan_id,
    jsonb_build_object('line_no', p_line_no, 'accept', p_accept)) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_order := v_open.opened;
  select n.* into v_offer from core.pantry_lines n where n.store = p_store and n.order_gid = v_order.order_gid and n.line_no = p_line_no;
  if v_offer.offer = v_how then
    return pantry.order_answer(p_store, v_order.order_gid, true);
  elsif v_offer.offer is distinct from 'open' or v_offer.offered_until <= core.now() then
    return core.refuse('PAN011', 'line_no');
  end if;
  perform pantry.end_offer(v_order, p_line_no, v_how);
  return pantry.order_answer(p_store, v_order.order_gid, false);
end
$$;

comment on function api.answer_substitute is
  'Accepts or declines what was offered in place of a line, until the time for it is over: the member, or staff for them. What is declined is '
  'free again. @returns pantry_order_answer @refuses ORD001 ORD002 PAN011';

create or replace function api.offer_substitute(
  p_actor jsonb, p_store core.store_name, p_id core.scan_text, p_line_no integer, p_sku core.sku, p_quantity core.line_quantity,
  p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_order core.pantry_orders;
  v_line core.sale_lines;
  v_short jsonb;
  v_no integer;
begin
  select o.stop, o.opened into v_open from pantry.open_offer(p_actor, 'offer_substitute', p_store, p_id, p_scan_id,
    jsonb_build_object('line_no', p_line_no, 'sku', p_sku, 'quantity', p_quantity)) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_order := v_open.opened;
  select l.* into v_line from core.sale_lines l where l.store = p_store and l.order_gid = v_order.order_gid and l.line_no = p_line_no;
  if v_line.line_no is null or v_line.quantity < p_quantity then
    return core.refuse('PAN011', 'line_no');
  elsif v_line.sku = p_sku or not exists (select from core.pantry_items i where i.store = p_store and i.sku = p_sku and i.is_offered) then
    return core.refuse('INV002', 'sku');
  end if;
  select jsonb_agg(jsonb_build_object('sku', p_sku, 'ordered', p_quantity, 'most', f.fits)) into v_short
  from stock.lacking(jsonb_build_array(jsonb_build_object('sku', p_sku, 'quantity', p_quantity))) k
  cross join pantry.fit_lines(jsonb_build_array(jsonb_build_object('line_no', 1, 'sku', p_sku, 'quantity', p_quantity))) f
  having count(*) > 0;
  if v_short is not null then
    return core.refuse('PAN001', p_body => jsonb_build_object('lines', v_short));
  end if;
  -- What was ordered is not there; what takes its place is held until the member has answered.
  update core.sale_lines l set quantity = l.quantity - p_quantity
  where l.store = p_store and l.order_gid = v_order.order_gid and l.line_no = p_line_no;
  v_no := pantry.add_line(v_order, p_sku, p_quantity);
  insert into core.pantry_lines (store, order_gid, line_no, ordered, in_place_of, offered_until, offer)
  values (p_store, v_order.order_gid, v_no, 0, p_line_no,
    core.now() + make_interval(mins => (pantry.rules(p_store) ->> 'substitute_minutes')::integer), 'open');
  perform stock.book_items(p_store, v_order.order_gid);
  perform core.log_move('substitute_offered', 'pantry', p_store, v_order.order_gid, v_order.id,
    p_detail => jsonb_build_object('line_no', v_no, 'sku', p_sku, 'in_place_of', v_line.sku));
  perform pantry.notify_member(p_store, 'substitute', jsonb_build_object('order_gid', v_order.order_gid));
  return pantry.order_answer(p_store, v_order.order_gid, false);
end
$$;

comment on function api.offer_substitute is
  'Offers pieces of another item in place of as many of a line that are not there. They are held until the member has answered, for the time '
  'that the setting gives. @returns pantry_order_answer @refuses INV002 ORD001 ORD002 PAN001 PAN011';

-- Ends the open offer of a line: accepted, it is given; declined or lapsed, it goes, and what it held is free. The order is locked.
create or replace function pantry.end_offer(p_order core.pantry_orders, p_line_no integer, p_how text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before text;
begin
  update core.pantry_lines n set offer = p_how
  where n.store = p_order.store and n.order_gid = p_order.order_gid and n.line_no = p_line_no;
  if p_how <> 'accepted' then
    -- A member who declines moves the stock that all of the organisation share.
    v_before := core.see_house();
    update core.sale_lines l set quantity = 0
    where l.store = p_order.store and l.order_gid = p_order.order_gid and l.line_no = p_line_no;
    perform stock.book_items(p_order.store, p_order.order_gid);
    perform core.see_stores(v_before);
  end if;
  perform core.log_move('substitute_' || p_how, 'pantry', p_order.store, p_order.order_gid, p_order.id,
    p_detail => jsonb_build_object('line_no', p_line_no));
end
$$;

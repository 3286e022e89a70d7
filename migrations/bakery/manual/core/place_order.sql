-- Makes the sale of an order that somebody wrote, with its lines, tickets, holds, pushes and event; null when the order of
-- that id of Shopify's is here already. Its tickets have a number of ours: the shop's is not known.
create or replace function bakery.place_order(
  p_store text, p_request jsonb, p_source text, p_shopify_id text default null
) returns core.sales
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_no text := bakery.next_number(p_store);
  v_order jsonb := bakery.read_request(p_store, p_request, p_source) || jsonb_build_object('our_number', v_no)
    || case when p_shopify_id is null
      then jsonb_build_object('order_gid', bakery.own_gid(p_store, v_no), 'created_at', core.now())
      else jsonb_build_object('order_gid', bakery.shop_gid(p_shopify_id), 'shopify_order_id', p_shopify_id) end;
  v_sale core.sales;
  v_booked jsonb;
begin
  if not bakery.open_sale(p_store, v_order, '{}') then
    return null;
  end if;
  select s.* into strict v_sale from core.sales s where s.store = p_store and s.order_gid = v_order ->> 'order_gid';
  perform bakery.write_lines(p_store, v_sale.order_gid, v_order -> 'lines');
  perform bakery.write_tickets(v_sale, v_order -> 'tickets');
  v_booked := bakery.book_new(v_sale, false);
  perform core.log_event('order_created', p_store, v_sale.order_gid,
    p_detail => v_booked || jsonb_build_object('source', p_source, 'flags', bakery.ask_about(v_sale)));
  return v_sale;
end
$$;

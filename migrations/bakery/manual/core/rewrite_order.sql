-- Makes an order that no shop knows what it says now: as when a shop's order comes again, cakes not begun change with it and
-- begun ones are flagged; stock and an event follow. The order is locked.
create or replace function bakery.rewrite_order(p_sale core.sales, p_order jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_order jsonb := case when p_sale.redacted_at is null then p_order else bakery.without_person(p_order) end;
begin
  update core.sales s set customer_name = v_order ->> 'customer_name', total_amount = (v_order ->> 'total_amount')::numeric,
    order_json = (v_order ->> 'raw_json')::jsonb, version = s.version + 1
  where s.store = p_sale.store and s.order_gid = p_sale.order_gid;
  perform bakery.close_change(p_sale.store, p_sale.order_gid,
    bakery.merge_tickets(p_sale.store, p_sale.order_gid, bakery.merge_lines(p_sale.store, p_sale.order_gid, v_order)), 'order_edited');
end
$$;

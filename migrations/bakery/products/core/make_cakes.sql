-- A line is a cake now: begun tickets that it was to lose stay, and for what is missing there are new ones, as p_order, the
-- order read again, has them. Null for what left the house, was cancelled, or was due before yesterday: that stays what it was.
create or replace function bakery.make_cakes(p_sale core.sales, p_line core.sale_lines, p_order jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_ticket core.orders;
  v_live integer := 0;
  v_bodies jsonb;
begin
  if p_sale.cancelled_at is not null or stock.handed_over(p_sale) then
    return null;
  elsif p_line.quantity > bakery.max_tickets(p_sale.store) then
    raise check_violation using message = 'too many tickets';
  end if;
  for v_ticket in
    select o.* from core.orders o
    where o.store = p_line.store and o.order_gid = p_line.order_gid and o.line_no = p_line.line_no and o.cancelled_at is null
    order by o.ticket_no
  loop
    v_live := v_live + 1;
    if 'changed' = any (v_ticket.flags) then
      perform bakery.note_change(v_ticket, 'edit', '{}');
    end if;
  end loop;

  v_bodies := bakery.cakes_of_line(p_line, p_order, v_live);
  if v_bodies = '[]' then
    return '{}';
  elsif not stock.bakes(p_sale.store, p_sale.order_gid) and not exists (
    select from jsonb_array_elements(v_bodies) b (body)
    where coalesce((b.body ->> 'due_date')::date >= core.store_today(p_sale.store) - 1, true))
  then
    return null;
  end if;
  return jsonb_build_object('added', to_jsonb(bakery.write_tickets(p_sale, v_bodies, (
    select coalesce(max(o.ticket_no), 0) + 1 from core.orders o
    where o.store = p_sale.store and o.order_gid = p_sale.order_gid))));
end
$$;

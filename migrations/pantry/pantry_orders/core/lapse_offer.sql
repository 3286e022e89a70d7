-- Ends an offer of a pantry whose time is over, and says whether there was one: what was offered goes. An order that somebody has locked is
-- passed over.
create or replace function pantry.lapse_offer(p_store text, p_limit integer) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_offer record;
  v_order core.pantry_orders;
begin
  for v_offer in
    select n.order_gid, n.line_no from core.pantry_lines n
    where n.store = p_store and n.offer = 'open' and n.offered_until <= core.now() order by n.offered_until limit p_limit
  loop
    perform from core.sales s where s.store = p_store and s.order_gid = v_offer.order_gid for update skip locked;
    continue when not found;
    select o.* into strict v_order from core.pantry_orders o where o.store = p_store and o.order_gid = v_offer.order_gid;
    perform pantry.end_offer(v_order, v_offer.line_no, 'lapsed') from core.pantry_lines n
    where n.store = p_store and n.order_gid = v_offer.order_gid and n.line_no = v_offer.line_no and n.offer = 'open';
    if found then
      return true;
    end if;
  end loop;
  return false;
end
$$;

-- Has the shipping step something to do with this order? To buy its label; to look up one that may be bought, also of an order that was
-- cancelled since, or ended while none was known; or to fetch it. A label is there already where a person has let its order go on. What a
-- person has to look at first waits.
create or replace function marketplace.ships_now(p_order core.marketplace_orders) returns boolean
language sql stable
return case
  when (marketplace.live_shipment(p_order.store, p_order.order_gid)).attempt is null
  then p_order.label_unsure or p_order.status = 'accepted' and p_order.state = 'SHIPPING' and p_order.can_shop_ship
    and exists (select from core.sales s where s.store = p_order.store and s.order_gid = p_order.order_gid and s.flags = '{}')
  else (
    select s.state in ('claimed', 'unknown') and coalesce(s.looked_at < s.claimed_at + marketplace.looks_end(), true)
      or s.state = 'bought' and s.void_asked_at is null and (p_order.status = 'accepted'
        -- Reported as shipped, and what a packer needs is not here.
        or p_order.status = 'shipped' and s.label_at is null and s.label_tries < 3)
    from marketplace.live_shipment(p_order.store, p_order.order_gid) s) end;

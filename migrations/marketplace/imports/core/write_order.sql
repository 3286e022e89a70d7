-- Writes what the marketplace says of an order, whatever its status: its words, its customer, its sale. What was erased stays so.
create or replace function marketplace.write_order(p_store text, p_order jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gid text := p_order ->> 'order_gid';
  v_erased boolean := (select s.redacted_at is not null from core.sales s where s.store = p_store and s.order_gid = v_gid);
  v_customer text := case when not v_erased then marketplace.write_customer(p_store, p_order -> 'customer') end;
begin
  update core.sales s set total_amount = n.total_amount, shop_updated_at = n.updated_at, customer_name = n.customer_name, flags = n.flags
  from (
    select (p_order ->> 'total_amount')::numeric(12, 2), (p_order ->> 'updated_at')::timestamptz,
      case when not v_erased then p_order #>> '{customer,name}' end,
      core.texts(p_order -> 'flags') || case when 'unknown_sku' = any (o.flags) then '{unknown_sku}' else '{}'::text[] end
    from core.sales o where o.store = p_store and o.order_gid = v_gid
  ) n (total_amount, updated_at, customer_name, flags)
  where s.store = p_store and s.order_gid = v_gid and (s.total_amount, s.shop_updated_at, s.customer_name, s.flags)
    is distinct from (n.total_amount, n.updated_at, n.customer_name, n.flags);
  update core.marketplace_orders m set commercial_id = p_order ->> 'commercial_id', state = p_order ->> 'state',
    state_since = case when m.state = p_order ->> 'state' then m.state_since else core.now() end,
    debit_warned = case when m.state = p_order ->> 'state' then m.debit_warned else 0 end,
    last_updated_at = (p_order ->> 'updated_at')::timestamptz, can_shop_ship = (p_order ->> 'can_shop_ship')::boolean,
    has_incident = (p_order ->> 'has_incident')::boolean, ship_by = (p_order ->> 'ship_by')::timestamptz,
    customer_id = coalesce(v_customer, m.customer_id),
    address = case when not v_erased then coalesce(nullif(p_order -> 'address', 'null'), m.address) end
  where m.store = p_store and m.order_gid = v_gid;
end
$$;

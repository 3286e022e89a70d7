-- Makes an order's stock follow what it needs, and lets everything follow from that but pushes: blocked tickets, flags, alerts,
-- those who wait for what is free now. What it needs no more is released or used up (stock.settle_order); p_ticket: a cake
-- that is finished, or was filled and is not wanted. moved is what shops show differently now. The order is locked.
create or replace function stock.book(
  p_store text, p_order_gid text, p_surplus core.txn_kind default 'release', p_ticket text default null,
  out held text[], out short text[], out freed text[], out unknown text[], out moved text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform stock.lock_bom(false);
  select s.held, s.short, s.freed, s.unknown into held, short, freed, unknown
  from stock.settle_order(p_store, p_order_gid, p_surplus, p_ticket) s;
  perform stock.mark_blocked(p_store, p_order_gid);
  if short <> '{}' then
    perform core.log_event('stock_short', p_store, p_order_gid, p_code => 'INV001', p_detail => jsonb_build_object('skus', to_jsonb(short)));
    perform core.alert('stock_short', p_store, p_order_gid, jsonb_build_object('skus', to_jsonb(short)));
  end if;
  if stock.mark_unknown(p_store, p_order_gid, unknown) then
    perform core.log_event('unknown_sku', p_store, p_order_gid, p_code => 'INV002', p_detail => jsonb_build_object('skus', to_jsonb(unknown)));
    perform core.alert('unknown_sku', p_store, p_order_gid, jsonb_build_object('skus', to_jsonb(unknown)));
  end if;
  moved := held || short || freed || stock.settle_waiting(freed);
end
$$;

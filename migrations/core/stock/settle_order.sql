-- Makes an order's holds what it needs now, component by component in sorted order, so that two orders never wait for
-- each other. What it held and needs no more is released, or consumed (core.used_of). Running it again changes nothing.
-- The order is locked. held, short and freed are what has changed; unknown is what no item stands for.
create or replace function core.settle_order(
  p_store text, p_order_gid text, p_surplus core.txn_kind default 'release', p_cake text default null,
  out held text[], out short text[], out freed text[], out unknown text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_need record;
  v_done record;
begin
  held := '{}';
  short := '{}';
  freed := '{}';
  unknown := '{}';
  if p_surplus = 'consume' and not core.bakes(p_store, p_order_gid) then
    -- They go with the last cake; what is added to the order later has not.
    perform core.mark_used(p_store, p_order_gid);
  end if;
  perform core.forget_answers(p_store, p_order_gid);
  for v_need in
    select sku, coalesce(d.qty, 0) as qty, coalesce(d.known, true) as known
    from core.demand_of(p_store, p_order_gid) d full join core.claims_of(p_store, p_order_gid) c using (sku)
    order by sku collate "C"
  loop
    if not v_need.known then
      unknown := unknown || v_need.sku;
      continue;
    end if;
    select s.taken, s.given, s.lacking into v_done
    from core.settle_component(p_store, p_order_gid, v_need.sku, v_need.qty,
      core.used_of(p_store, p_order_gid, v_need.sku, p_surplus, p_cake)) s;
    held := held || case when v_done.taken > 0 then array[v_need.sku] else '{}' end;
    freed := freed || case when v_done.given > 0 then array[v_need.sku] else '{}' end;
    short := short || case when v_done.lacking > 0 then array[v_need.sku] else '{}' end;
  end loop;
  if core.extras_gone(p_store, p_order_gid) then
    perform core.mark_used(p_store, p_order_gid);
  end if;
end
$$;

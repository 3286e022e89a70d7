-- Makes an order's holds what it needs now, component by component in sorted order, so that two orders never wait for
-- each other. What it held and needs no more is released, but what is used up (stock.used_of): p_ticket, a cake that is
-- done with, or, of an order that was handed over at once ('consume' without one), all of it. With its last cake that is
-- finished ('consume') go the extras. Running it again changes nothing.
-- The order is locked. held, short and freed are what has changed; unknown is what no item stands for.
create or replace function stock.settle_order(
  p_store text, p_order_gid text, p_surplus core.txn_kind default 'release', p_ticket text default null,
  out held text[], out short text[], out freed text[], out unknown text[]
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_need record;
  v_done record;
  v_extras boolean := stock.extras_gone(p_store, p_order_gid)
    or p_surplus = 'consume' and not stock.bakes(p_store, p_order_gid);
  v_used jsonb := stock.used_of(p_store, p_order_gid, p_ticket, v_extras);
begin
  held := '{}';
  short := '{}';
  freed := '{}';
  unknown := '{}';
  if v_extras then
    -- What is added to the order later has not left.
    perform stock.mark_used(p_store, p_order_gid);
  end if;
  perform stock.forget_answers(p_store, p_order_gid);
  for v_need in
    select sku, coalesce(d.qty, 0) as qty, coalesce(d.known, true) as known
    from stock.demand_of(p_store, p_order_gid) d full join stock.claims_of(p_store, p_order_gid) c using (sku)
    order by sku collate "C"
  loop
    if not v_need.known then
      unknown := unknown || v_need.sku;
      continue;
    end if;
    select s.taken, s.given, s.lacking into v_done
    from stock.settle_component(p_store, p_order_gid, v_need.sku, v_need.qty,
      case when p_surplus = 'consume' and p_ticket is null then 'Infinity'
        else coalesce((v_used ->> v_need.sku)::numeric, 0) end) s;
    held := held || case when v_done.taken > 0 then array[v_need.sku] else '{}' end;
    freed := freed || case when v_done.given > 0 then array[v_need.sku] else '{}' end;
    short := short || case when v_done.lacking > 0 then array[v_need.sku] else '{}' end;
  end loop;
end
$$;

-- An order that ended while no label of it is known here: it was shipped by hand there, or this database was restored and has lost one that
-- was bought. The carrier is asked. Of one that is new and from before its store was imported for the first time nothing was ever bought.
create or replace function marketplace.doubt_label(p_store text, p_order_gid text, p_status text, p_new boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.marketplace_orders m set label_unsure = true
  from core.sales a, core.marketplaces k
  where m.store = p_store and m.order_gid = p_order_gid and p_status in ('shipped', 'cancelled', 'refunded')
    and a.store = m.store and a.order_gid = m.order_gid and k.store = m.store and not (p_new and a.ordered_at < k.live_since)
    and not exists (select from core.shipments s where s.store = m.store and s.order_gid = m.order_gid);
end
$$;

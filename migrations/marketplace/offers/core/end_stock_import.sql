-- An import of stock is over. p_taken: what it held is shown now, but what was refused (p_refused); else it is not known what is shown, the
-- old figure or that of the import. Its offers are locked.
create or replace function marketplace.end_stock_import(p_store text, p_taken boolean, p_refused text[] default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform core.alert('offer_refused', p_store, o.sku, jsonb_build_object('sku', o.sku))
  from core.marketplace_offers o
  where o.store = p_store and o.sending is not null and o.sku = any (p_refused) and o.fault is null;
  update core.marketplace_offers o set sending = null,
    known_qty = case when not p_taken then greatest(o.known_qty, o.sending) when o.sku = any (p_refused) then o.known_qty else o.sending end,
    known_at = case when o.sku = any (p_refused) then o.known_at else core.now() end,
    is_unsure = not p_taken or (o.is_unsure and o.sku = any (p_refused)),
    raise_since = case when p_taken then null else core.now() end,
    fault = case when o.sku = any (p_refused) then 'REFUSED' end,
    fault_at = case when o.sku = any (p_refused) then core.now() end
  where o.store = p_store and o.sending is not null;
  update core.marketplaces k set stock_claimed_at = null, stock_import_id = null where k.store = p_store;
end
$$;

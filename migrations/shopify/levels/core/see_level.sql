-- A shop's level of a SKU was read. What differs from the level we made out ourselves is unexplained; of a level never
-- known before, what is below ours is, or above it where the shop's figures count. Read while a push of it was under way,
-- it is read again.
create or replace function shopify.see_level(p_store text, p_sku text, p_qty integer, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if shopify.pushed_since(p_store, p_sku, p_at) then
    update core.shop_skus k set verify = true where k.store = p_store and k.sku = p_sku and not k.verify;
    return;
  end if;
  update core.shop_skus k set known_qty = p_qty, known_at = p_at, seen_at = core.now(), verify = false,
    unexplained = case
      when k.known_qty is not null then k.unexplained + p_qty - k.known_qty
      when exists (select from core.inventory_items i where i.sku = p_sku and i.stocked and i.authority = 'shopify')
        then p_qty - stock.available(p_sku)
      else least(0, p_qty - stock.available(p_sku)) end
  where k.store = p_store and k.sku = p_sku
    -- What was asked before the last thing that we know says nothing.
    and (k.known_at is null or k.known_at <= p_at);
end
$$;

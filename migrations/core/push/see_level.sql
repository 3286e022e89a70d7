-- A shop's level of a SKU was read. What differs from the level we made out ourselves is unexplained; of a level never
-- known before, what is below ours is.
create or replace function core.see_level(p_store text, p_sku text, p_qty integer, p_at timestamptz) returns void
language sql
begin atomic
  update core.shop_skus k set known_qty = p_qty, known_at = p_at, seen_at = core.now(), verify = false, fault = null,
    unexplained = k.unexplained + p_qty - coalesce(k.known_qty, greatest(p_qty, core.available(k.sku)))
  where k.store = p_store and k.sku = p_sku
    -- What was asked before the last thing that we know says nothing.
    and (k.known_at is null or k.known_at <= p_at);
end;

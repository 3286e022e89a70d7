-- What is to become of each offer of ours that does not show what can be sold: fall at once; raise, if every order made before it was to
-- show more is here, for one that is not may be why there is room; else wait for that. One that was refused has an hour's rest.
-- p_complete: up to when every order is here.
create or replace function marketplace.judge_offers(
  p_store text, p_complete timestamptz, out sku text, out qty integer, out step text
) returns setof record
language sql stable
begin atomic
  select o.sku, a.qty, case when a.qty < o.known_qty then 'fall' when o.raise_since < p_complete then 'raise' else 'wait' end
  from core.marketplace_offers o cross join lateral (select least(stock.available(o.sku), 999999999) as qty offset 0) a
  where o.store = p_store and stock.is_ours(o.sku) and (a.qty is distinct from o.known_qty or o.is_unsure)
    and coalesce(o.fault_at <= core.now() - interval '1 hour', true);
end;

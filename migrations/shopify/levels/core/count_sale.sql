-- The shop took this sale off what it shows by itself. Sold after the moment of which we know its level, the level is
-- lower now; sold before, it explains a difference that we saw. The first delivery is triggered by the sale itself, and
-- says when to the millisecond; ordered_at has whole seconds.
-- Taken the wrong way round, the next push is refused as stale and the level read: never a level too high.
create or replace function shopify.count_sale(p_sale core.sales) returns void
language sql
begin atomic
  select shopify.lock_skus(p_sale.store, array(
    select l.sku from core.sale_lines l where l.store = p_sale.store and l.order_gid = p_sale.order_gid and l.sku is not null));
  with sold as (
    select l.sku, sum(l.quantity)::integer as qty,
      case when p_sale.triggered_at between p_sale.ordered_at and p_sale.ordered_at + interval '5 seconds'
        then p_sale.triggered_at else p_sale.ordered_at end as at
    from core.sale_lines l
    where l.store = p_sale.store and l.order_gid = p_sale.order_gid and l.sku is not null and l.quantity > 0
    group by l.sku
  )
  update core.shop_skus k set
    known_qty = k.known_qty - case when s.at > k.known_at then s.qty else 0 end,
    unexplained = case when s.at <= k.known_at and k.unexplained < 0 then least(0, k.unexplained + s.qty) else k.unexplained end,
    verify = k.verify or s.at is null
  from sold s
  where k.store = p_sale.store and k.sku = s.sku and k.known_qty is not null;
end;

"""What is asked of the books in a sequence of chance: what happened in it, and what is wrong with them."""

# What has to have happened before a sequence ends, in some of them: else they prove nothing.
HAPPENED = """
select (select count(*) from core.sales) as orders, (select count(*) from core.shortfalls) as shortfalls,
  (select count(*) from core.sales where cancelled_at is not null) as cancelled,
  (select count(*) from core.sales where version > 1) as edited,
  (select count(*) from core.sales where shopify_order_id is not null and ticket_base ^@ (store || '-m')) as told_by_others,
  (select count(*) from core.ticket_changes) as changes,
  (select count(*) from core.order_events where kind = 'requirement_set') as recipes_changed,
  (select count(*) from core.inventory_txn where kind = 'consume') as consumed,
  (select count(*) from core.inventory_txn where reason = 'undo') as taken_back,
  (select count(*) from core.order_events where detail #> '{moved,skipped}' <> '{}') as left_out,
  (select count(*) from core.order_events where kind = 'extras_released') as set_free,
  (select count(*) from core.push_batches where attempts > 1) as repeated,
  (select count(*) from core.shop_skus where unexplained <> 0) as unexplained
"""
# Holds, shortfalls and what a person answered for, against what each order needs; and holds that are no order's. Not of
# an order that waits to be booked anew because a recipe has changed.
UNSETTLED = """
select s.order_gid, n.sku, n.qty as needed, n.held, n.short
from core.sales s
cross join lateral (
  select c.sku, c.qty, stock.held_of(s.store, s.order_gid, c.sku) as held, coalesce((
    select sum(f.qty) from core.shortfalls f
    where f.store = s.store and f.order_gid = s.order_gid and f.sku = c.sku and f.cleared_at is null), 0) as short
  from (
    select sku, coalesce(d.qty, 0) as qty, coalesce(d.known, true) as known
    from stock.demand_of(s.store, s.order_gid) d full join stock.claims_of(s.store, s.order_gid) using (sku)) c
  where c.known) n
where n.qty <> n.held + n.short and not exists (
  select from core.work_queue w
  where w.topic = 'stock_rebook' and w.dedupe_key = s.store || ':' || s.order_gid and w.status <> 'done')
union all
select t.ref_id, t.sku, 0, sum(t.reserved_delta), 0 from core.inventory_txn t
where t.ref_id is not null and not exists (select from core.sales s where s.store = t.store and s.order_gid = t.ref_id)
group by t.ref_id, t.sku having sum(t.reserved_delta) <> 0
"""
MISCOUNTED = """
select i.sku, i.on_hand, i.reserved, sum(t.on_hand_delta) as ledger_on_hand, sum(t.reserved_delta) as ledger_reserved
from core.inventory_items i left join core.inventory_txn t using (organisation, sku)
group by i.organisation, i.sku
having i.on_hand <> coalesce(sum(t.on_hand_delta), 0) or i.reserved <> coalesce(sum(t.reserved_delta), 0)
  or i.reserved < 0 or i.reserved > i.on_hand
"""
# How many lines of a SKU a ticket's order has, and a ticket of each order of which something was left out.
EXTRAS_OF = """
select count(*) from core.orders o join core.sale_lines l using (store, order_gid) where o.id = %s and l.sku = %s
"""
LEFT_OUT = """
select min(o.id) as id from core.sale_lines l join core.orders o using (store, order_gid)
where l.skipped > 0 group by l.store, l.order_gid order by 1
"""
# The tickets of the kitchen whose id begins so; those whose order has lines of a SKU.
IN_THE_KITCHEN = """
select o.id, o.stage::text, o.flags, o.packing_start_ts, l.sku
from core.orders o join core.sale_lines l using (store, order_gid, line_no)
where o.cancelled_at is null and o.stage <> 'Complete' and o.id ^@ %s order by o.id
"""
WITH_EXTRAS = """
select o.id from core.orders o
where o.stage <> 'Complete' and o.cancelled_at is null
  and exists (select from core.sale_lines l where (l.store, l.order_gid) = (o.store, o.order_gid) and l.sku = %s)
order by o.id
"""

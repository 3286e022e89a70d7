-- What a cake past Filling was filled from, per ticket: a recipe that changes later changes nothing of it.
-- depends: M14_bounds
set local role ordak_owner;

create table core.ticket_components (
  store text not null,
  ticket_id text not null,
  sku text not null,  -- empty where the cake's line names none
  qty numeric not null check (qty > 0),
  -- Was it an item then? What nobody counted when it was used is not counted afterwards.
  counted boolean not null,
  -- The ticket's filling_complete_ts: what was kept of another filling is not in this cake.
  filled_at timestamptz not null,
  primary key (store, ticket_id, sku),
  foreign key (store, ticket_id) references core.orders on delete cascade
);

-- Open tickets past Filling were filled from what their order held at that moment, as the ledger has it: of each component
-- of their recipe a share, and of what is in no recipe of the order today an equal part. Where that is not what the recipe
-- says today, the order is booked anew, and a person is told.
with recursive filled as (
  select o.store, o.id, o.order_gid, o.filling_complete_ts as at, l.sku
  from core.orders o
  left join core.sale_lines l on l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no
  where o.filling_complete_ts is not null and o.stage <> 'Complete' and o.cancelled_at is null
), stood as (
  select f.store, f.id, l.sku, l.kind, case l.kind when 'extra' then l.quantity - l.used else (
    select count(*) from core.orders t
    where t.store = f.store and t.order_gid = f.order_gid and t.line_no = l.line_no and t.created_at <= f.at
      and coalesce(t.cancelled_at, 'infinity') > f.at and coalesce(t.packing_complete_ts, 'infinity') > f.at) end as quantity
  from filled f join core.sale_lines l on l.store = f.store and l.order_gid = f.order_gid
), parts (top, sku, qty, level) as (
  select distinct s.sku, s.sku, 1::numeric, 0 from stood s where s.sku is not null
  union all
  select p.top, r.component_sku, p.qty * r.qty, p.level + 1
  from parts p join core.product_requirements r on r.sku = p.sku where p.level < 32
), leaf as (
  select p.top, p.sku, sum(p.qty) as qty, exists (select from core.inventory_items i where i.sku = p.sku) as counted
  from parts p where not exists (select from core.product_requirements r where r.sku = p.sku) group by p.top, p.sku
), needed as (
  select s.store, s.id, e.sku, sum(e.qty * s.quantity) as qty
  from stood s join leaf e on e.top = s.sku where e.counted group by s.store, s.id, e.sku
), had as (
  -- With what it was short of, or a person had answered for.
  select f.store, f.id, x.sku, sum(x.qty) as qty
  from filled f
  cross join lateral (
    select t.sku, t.reserved_delta as qty from core.inventory_txn t
    where t.store = f.store and t.ref_id = f.order_gid and t.created_at <= f.at
    union all
    select s.sku, s.qty from core.shortfalls s
    where s.store = f.store and s.order_gid = f.order_gid and s.created_at <= f.at
      and (s.cleared_by is not null or coalesce(s.cleared_at, 'infinity') > f.at)
  ) x
  group by f.store, f.id, x.sku having sum(x.qty) > 0
), kept as (
  select f.store, f.id, f.order_gid, f.at, e.sku, e.counted and coalesce(h.qty, 0) > 0 as counted,
    case when not e.counted or h.qty is null or h.qty = ceil(n.qty * 1000) / 1000 then e.qty
      else trunc(e.qty * h.qty / nullif(n.qty, 0), 6) end as qty,
    e.counted and h.qty is distinct from ceil(n.qty * 1000) / 1000 as differs
  from filled f
  join leaf e on e.top = f.sku
  left join needed n on n.store = f.store and n.id = f.id and n.sku = e.sku
  left join had h on h.store = f.store and h.id = f.id and h.sku = e.sku
  union all
  select f.store, f.id, f.order_gid, f.at, h.sku, true, trunc(h.qty / nullif((
    select sum(s.quantity) from stood s where s.store = f.store and s.id = f.id and s.kind = 'cake'), 0), 6), true
  from filled f join had h on h.store = f.store and h.id = f.id
  where not exists (select from needed n where n.store = h.store and n.id = h.id and n.sku = h.sku)
  union all
  select f.store, f.id, f.order_gid, f.at, '', false, 1, false from filled f where f.sku is null
), written as (
  insert into core.ticket_components (store, ticket_id, sku, qty, counted, filled_at)
  select k.store, k.id, k.sku, k.qty, k.counted, k.at from kept k where k.qty > 0
), different as (
  select k.store, k.order_gid, jsonb_agg(distinct k.id) as tickets from kept k where k.differs group by k.store, k.order_gid
)
insert into core.work_queue (topic, store, dedupe_key, payload, priority)
select 'alert', d.store, concat_ws(':', d.store, d.order_gid, 'filled_differently'), jsonb_build_object(
  'kind', 'filled_differently', 'store', d.store, 'ref', d.order_gid, 'tickets', d.tickets), 10::smallint
from different d
union all
select 'stock_rebook', d.store, concat_ws(':', d.store, d.order_gid),
  jsonb_build_object('store', d.store, 'order_gid', d.order_gid), 0::smallint
from different d
on conflict (topic, dedupe_key) where status in ('pending', 'error') do nothing;

-- As it was, but for a cancelled ticket beside others of its order, which nobody is offered. Not `exists`: hashed, it would
-- read every ticket.
create or replace function core.find_tickets(
  p_store text, p_words tsquery, p_by_name boolean, p_stage core.stage_type, p_due_from date, p_due_to date,
  p_limit integer
) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_titled text[];
  v_named text[];
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  v_titled := array(
    select o.id from core.orders o
    where o.store = p_store and core.search_words(o.product_title) @@ p_words limit 2001);
  v_named := array(
    select t.id
    from (
      select s.order_gid from core.sales s
      where p_by_name and s.store = p_store and core.search_words(s.customer_name) @@ p_words limit 2001
    ) s
    left join lateral (
      select o.id from core.orders o where o.store = p_store and o.order_gid = s.order_gid offset 0) t on true);
  v_titled := case when cardinality(v_titled) <= 2000 then v_titled end;
  v_named := case when cardinality(v_named) <= 2000 then v_named end;

  return query
  select f.id from (
    (
      select o.id, o.due_date from core.orders o
      where o.store = p_store
        and (p_words is null or o.id = any (v_titled)
          or v_titled is null and nullif(core.search_words(o.product_title) @@ p_words, false))
        and (p_stage is null or o.stage = p_stage)
        and (p_due_from is null or o.due_date >= p_due_from) and (p_due_to is null or o.due_date <= p_due_to)
        and (o.cancelled_at is null or (
          select t.id from core.orders t
          where t.store = o.store and t.order_gid = o.order_gid and t.cancelled_at is null limit 1) is null)
      order by o.due_date desc, o.id desc limit p_limit
    )
    union
    (
      select o.id, o.due_date from core.orders o
      where p_by_name and p_words is not null and o.store = p_store
        and (o.id = any (v_named) or v_named is null and (
          select nullif(core.search_words(s.customer_name) @@ p_words, false) from core.sales s
          where s.store = o.store and s.order_gid = o.order_gid))
        and (p_stage is null or o.stage = p_stage)
        and (p_due_from is null or o.due_date >= p_due_from) and (p_due_to is null or o.due_date <= p_due_to)
        and (o.cancelled_at is null or (
          select t.id from core.orders t
          where t.store = o.store and t.order_gid = o.order_gid and t.cancelled_at is null limit 1) is null)
      order by o.due_date desc, o.id desc limit p_limit
    )
  ) f
  order by f.due_date desc, f.id desc limit p_limit;
end
$$;

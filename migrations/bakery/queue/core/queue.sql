-- The open tickets of a store, most urgent first: priority desc, due date, slot, size, order number.
-- A priority follows from the due date, so "due first" is "priority first" but for those that a supervisor has set:
-- each of the two parts comes out of its own index, and only the few rows they give are sorted, by the key that pages get.
create or replace function bakery.queue(
  p_store text, p_date_from date, p_date_to date, p_stage core.stage_type, p_limit integer,
  out place bigint, out ticket core.orders
) returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_today date := core.store_today(p_store);
begin
  return query
  with due as (
    select o from core.orders o
    where o.store = p_store and o.stage <> 'Complete' and o.cancelled_at is null and o.priority_override is null
      and (p_stage is null or o.stage = p_stage)
      and (o.due_date is null
        or (o.due_date >= coalesce(p_date_from, '-infinity') and o.due_date <= coalesce(p_date_to, 'infinity')))
    order by o.due_date, o.due_minutes, o.size_order, o.size, o.shopify_order_number, o.id
    limit least(greatest(p_limit, 0), 500)
  ), set_by_hand as (
    select o from core.orders o
    where o.store = p_store and o.stage <> 'Complete' and o.cancelled_at is null and o.priority_override is not null
      and (p_stage is null or o.stage = p_stage)
      and (o.due_date is null
        or (o.due_date >= coalesce(p_date_from, '-infinity') and o.due_date <= coalesce(p_date_to, 'infinity')))
  )
  select row_number() over (order by bakery.queue_key(b.o, v_today) collate "C"), b.o
  from (select d.o from due d union all select s.o from set_by_hand s) b
  order by 1
  limit least(greatest(p_limit, 0), 500);
end
$$;

-- Of these tickets, by their ids, those whose order has other cakes: how many cakes it has, which of them this is, and the
-- others, open ones first. Of an order of more than a hundred cakes nobody counts them, and twelve of the others are named.
-- Planned once: to plan costs more than what a few tickets cost.
create or replace function bakery.others_of(p_tickets core.orders[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_not_alone core.orders[] := array(
    select t from unnest(p_tickets) t
    cross join lateral (
      select from core.orders o
      where o.store = t.store and o.order_gid = t.order_gid and o.ticket_no <> t.ticket_no and o.cancelled_at is null limit 1
    ) other);
begin
  -- Nearly every order has one cake.
  if cardinality(v_not_alone) = 0 then
    return null;
  end if;
  return (
    select jsonb_object_agg(t.id, jsonb_build_object('cakes', c.cakes, 'cake_no', case when c.cakes <= 100 then c.so_far end,
      'siblings', to_jsonb(c.others[:12])))
    from unnest(v_not_alone) t
    cross join lateral (
      select count(*) as cakes, count(*) filter (where s.ticket_no <= t.ticket_no) as so_far,
        array_agg(jsonb_build_object('id', s.id, 'stage', s.stage) order by s.stage = 'Complete', s.ticket_no)
          filter (where s.id <> t.id) as others
      from (
        select o.id, o.stage, o.ticket_no from core.orders o
        where o.store = t.store and o.order_gid = t.order_gid and o.cancelled_at is null
        order by o.ticket_no limit 101
      ) s
    ) c);
end
$$;

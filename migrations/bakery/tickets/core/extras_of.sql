-- Of these tickets, by their ids, those with whose order extras go: each, how many have left, and how many a packer left out.
-- Planned once: what it costs to plan is more than what a few tickets cost.
create or replace function bakery.extras_of(p_tickets core.orders[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select jsonb_object_agg(e.id, e.extras)
    from (
      select t.id, jsonb_agg(l.body order by l.line_no) as extras
      from unnest(p_tickets) t
      cross join lateral (
        select l.line_no, jsonb_build_object(
          'sku', l.sku, 'title', stock.extra_title(l), 'quantity', l.quantity, 'used', least(l.used, l.quantity),
          'skipped', case when l.skipped > 0 then stock.skipped_still(l) else 0 end) as body
        from core.sale_lines l
        where l.store = t.store and l.order_gid = t.order_gid and l.kind = 'extra' and l.quantity > 0 offset 0
      ) l
      group by t.id
    ) e);
end
$$;

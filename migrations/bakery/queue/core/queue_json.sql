-- Tickets, in the order given, as a queue tells them. To whoever works, or, in public, to a screen that everybody sees.
-- Planned once: to plan costs more than what a few tickets cost.
create or replace function bakery.queue_json(p_tickets core.orders[], p_public boolean default false) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select coalesce(jsonb_agg(case when p_public then bakery.without_words(t.told) else t.told end), '[]')
    from bakery.tickets_json(p_tickets) t);
end
$$;

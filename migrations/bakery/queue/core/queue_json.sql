-- Tickets, in the order given, as a queue tells them. To whoever works, or, in public, to a screen that everybody sees.
create or replace function bakery.queue_json(p_tickets core.orders[], p_public boolean default false) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_told jsonb := bakery.list_json(p_tickets);
begin
  if p_public then
    return (
      select coalesce(jsonb_agg(bakery.without_words(w.told) order by w.place), '[]')
      from jsonb_array_elements(v_told) with ordinality w (told, place));
  end if;
  return v_told;
end
$$;

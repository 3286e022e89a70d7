-- Tickets, in the order given, as a queue tells them: with the order's notes, and how long each has waited. To whoever works,
-- or, in public, to a screen that everybody sees.
create or replace function core.queue_json(p_tickets core.orders[], p_public boolean default false) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(case when p_public then core.without_words(b.told) else b.told end order by b.place), '[]')
    from (
      select t.place, t.told || jsonb_build_object('notes', (t.ticket).notes, 'due_text', (t.ticket).due_text,
        'size_group', core.size_group((t.ticket).size), 'stage_since', core.stage_since(t.ticket)) as told
      from core.tickets_json(p_tickets) t
    ) b);
end
$$;

-- The ticket as a queue tells it: to whoever works, or, in public, to a screen that everybody sees.
create or replace function core.queue_json(p_order core.orders, p_public boolean) returns jsonb
language sql stable
return case when p_public then core.without_words(core.bench_json(p_order)) else core.bench_json(p_order) end;

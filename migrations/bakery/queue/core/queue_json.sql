-- The ticket as a queue tells it: to whoever works, or, in public, to a screen that everybody sees.
create or replace function bakery.queue_json(p_order core.orders, p_public boolean) returns jsonb
language sql stable
return case when p_public then bakery.without_words(bakery.bench_json(p_order)) else bakery.bench_json(p_order) end;

-- The tickets of these stores that were cancelled within a day, by which a page that knew them tells cancelled from moved on.
create or replace function bakery.cancelled_lately(p_stores text[]) returns jsonb
language sql stable
begin atomic
  select coalesce(jsonb_agg(c.id order by c.id), '[]')
  from (
    select o.id from unnest(p_stores) s (store)
    join core.orders o on o.store = s.store and o.cancelled_at > core.now() - interval '1 day'
    order by o.cancelled_at desc limit 500
  ) c;
end;

-- Locks the rows that wait to be pushed to a shop, for at most so many SKUs, those of highest priority and longest
-- waiting first, and no more rows at a time than one statement should change.
-- Availability is computed after this, in a statement of its own: a change that came later has a row of its own that
-- this does not take.
create or replace function shopify.take_rows(p_store text, p_skus integer, out work_ids bigint[], out skus text[])
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_rows constant integer := 2000;
  v_now timestamptz := core.now();
begin
  select array_agg(d.sku) into skus
  from (
    select f.sku
    from (
      select w.sku, w.priority, w.due_at, w.work_id from core.work_queue w
      where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error') and w.due_at <= v_now
      order by w.priority desc, w.due_at, w.work_id limit c_rows
    ) f
    group by f.sku order by max(f.priority) desc, min(f.due_at), min(f.work_id) limit p_skus
  ) d;
  select array_agg(l.work_id), array_agg(distinct l.sku) into work_ids, skus
  from (
    select w.work_id, w.sku from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error') and w.sku = any (skus)
    limit c_rows for update skip locked
  ) l;
end
$$;

-- Locks the rows that wait to be pushed to a shop, for at most so many SKUs, those of highest priority and longest
-- waiting first. Availability is computed after this, in a statement of its own: a change that came later has a row of
-- its own that this does not take.
create or replace function core.take_rows(p_store text, p_skus integer, out work_ids bigint[], out skus text[])
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select array_agg(d.sku) into skus
  from (
    select w.payload ->> 'sku' as sku from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error')
      and coalesce(w.next_retry_at, '-infinity') <= core.now()
    group by 1 order by max(w.priority) desc, min(w.work_id) limit p_skus
  ) d;
  select array_agg(l.work_id), array_agg(distinct l.sku) into work_ids, skus
  from (
    select w.work_id, w.payload ->> 'sku' as sku from core.work_queue w
    where w.topic = 'inventory_push' and w.store = p_store and w.status in ('pending', 'error')
      and w.payload ->> 'sku' = any (skus)
    order by w.work_id for update skip locked
  ) l;
end
$$;

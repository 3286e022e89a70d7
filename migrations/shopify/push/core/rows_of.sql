-- Of these rows of the outbox, those of these SKUs.
create or replace function shopify.rows_of(p_work_ids bigint[], p_rows jsonb) returns bigint[]
language sql stable
return (
  select array_agg(w.work_id) from core.work_queue w
  where w.work_id = any (p_work_ids)
    and w.payload ->> 'sku' in (select r.row ->> 'sku' from jsonb_array_elements(coalesce(p_rows, '[]')) r (row))
);

-- Was a push of a SKU under way at a moment or after it? A level asked for then may be that of before or of after it.
create or replace function shopify.pushed_since(p_store text, p_sku text, p_at timestamptz) returns boolean
language sql stable
return coalesce((
  select b.status = 'open' or (b.status <> 'refused' and b.finished_at > p_at)
  from core.push_lines l join core.push_batches b using (batch_id)
  where l.store = p_store and l.sku = p_sku order by l.batch_id desc limit 1), false);

-- A batch as its worker sends it.
create or replace function shopify.batch_json(p_batch_id bigint) returns jsonb
language sql stable
return (
  select jsonb_build_object('batch_id', b.batch_id, 'key', b.key, 'lines', (
    select jsonb_agg(jsonb_build_object('line', l.line_no, 'sku', l.sku, 'inventory_item_gid', l.inventory_item_gid,
      'location_gid', l.location_gid, 'from_qty', l.from_qty, 'to_qty', l.to_qty) order by l.line_no)
    from core.push_lines l where l.batch_id = b.batch_id))
  from core.push_batches b where b.batch_id = p_batch_id
);

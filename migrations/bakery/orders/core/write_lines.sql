-- The lines of a sale, of whatever kind; a line that is there takes what it is now, and the ids that it had not.
create or replace function bakery.write_lines(p_store text, p_order_gid text, p_lines jsonb) returns void
language sql set plan_cache_mode = force_generic_plan
begin atomic
  insert into core.sale_lines (
    store, order_gid, line_no, line_id, kind, sku, title, variant_title, quantity, unit_amount, properties,
    product_id, variant_id, kind_by, kind_unsure)
  select p_store, p_order_gid, l.line_no, l.line_id, l.kind, l.sku, coalesce(l.title, ''), l.variant_title, l.quantity,
    l.unit_amount, coalesce(l.properties, '[]'), l.product_id, l.variant_id, l.kind_by, coalesce(l.unsure, false)
  from jsonb_to_recordset(p_lines) l (
    line_no integer, line_id text, kind core.line_kind, sku text, title text, variant_title text, quantity integer,
    unit_amount numeric, properties jsonb, product_id text, variant_id text, kind_by text, unsure boolean)
  on conflict (store, order_gid, line_no) do update set line_id = coalesce(sale_lines.line_id, excluded.line_id), kind = excluded.kind, sku = excluded.sku, title = excluded.title,
    variant_title = excluded.variant_title, quantity = excluded.quantity, unit_amount = excluded.unit_amount,
    properties = excluded.properties, product_id = coalesce(excluded.product_id, sale_lines.product_id),
    variant_id = coalesce(excluded.variant_id, sale_lines.variant_id), kind_by = excluded.kind_by, kind_unsure = excluded.kind_unsure;
end;

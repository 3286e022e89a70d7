-- The last cake of an order is packed: what of its extras is left out (stock.skipped_of) stays held, the rest leaves with
-- it, also what was left out before. Returns what a person reads of it, null for nothing.
create or replace function stock.leave_out(p_store text, p_order_gid text, p_skipped jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.sale_lines l set skipped = n.qty
  from (
    select e.line_no, coalesce(s.qty, 0) as qty
    from core.sale_lines e
    left join stock.skipped_of(p_store, p_order_gid, coalesce(p_skipped, '[]')) s on s.line_no = e.line_no
    where e.store = p_store and e.order_gid = p_order_gid and e.kind = 'extra'
  ) n
  where l.store = p_store and l.order_gid = p_order_gid and l.line_no = n.line_no and l.skipped <> n.qty;
  return (
    select string_agg(format('%s: %s', b.sku, b.reason), E'\n') from jsonb_to_recordset(p_skipped) b (sku text, reason text));
end
$$;

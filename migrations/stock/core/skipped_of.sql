-- Of an order's extras, how many of each line a packer's list leaves out: what it names by SKU, or by title where there is
-- no SKU, so many of it, or all. More than there are is all; of two lines of one SKU the first is left out first.
create or replace function stock.skipped_of(
  p_store text, p_order_gid text, p_skipped jsonb, out line_no integer, out qty integer
) returns setof record
language sql stable
begin atomic
  with named as (
    select b.sku as name, sum(coalesce(b.quantity, 1000000)) as qty
    from jsonb_to_recordset(p_skipped) b (sku text, quantity integer) group by b.sku
  ), here as (
    select l.line_no, coalesce(l.sku, stock.extra_title(l)) as name, l.quantity - l.used as qty,
      sum(l.quantity - l.used) over (partition by coalesce(l.sku, stock.extra_title(l)) order by l.line_no) as so_far
    from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra' and l.quantity > l.used
  )
  select h.line_no, least(h.qty, n.qty - h.so_far + h.qty)::integer from here h join named n using (name)
  where n.qty > h.so_far - h.qty;
end;

-- What goes with an order beside its cakes: how many of each, how many have left, and how many a packer left out; null for nothing.
-- One row, as a set, so that it becomes part of the statement that it stands in.
create or replace function bakery.extras_of(p_store text, p_order_gid text, out extras jsonb) returns setof jsonb
language sql stable rows 1
begin atomic
  select to_jsonb(array_agg(x.extra order by x.line_no))
  from (
    select l.line_no, jsonb_build_object(
      'sku', l.sku, 'used', least(l.used, l.quantity), 'title', stock.extra_title(l),
      'skipped', case when l.skipped > 0 then stock.skipped_still(l) else 0 end, 'quantity', l.quantity) as extra
    from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.kind = 'extra' and l.quantity > 0
  ) x;
end;

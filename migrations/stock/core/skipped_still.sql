-- How many of an extra a packer left out, while its order is not cancelled.
create or replace function stock.skipped_still(p_line core.sale_lines) returns integer
language sql stable
return case when exists (
  select from core.sales s where s.store = p_line.store and s.order_gid = p_line.order_gid and s.cancelled_at is null)
  then stock.left_out(p_line) else 0 end;

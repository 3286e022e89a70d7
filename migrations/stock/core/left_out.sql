-- How many of an extra a packer left out, which are held still: never more than have not left.
create or replace function stock.left_out(p_line core.sale_lines) returns integer
language sql immutable
return greatest(0, least(p_line.skipped, p_line.quantity - p_line.used));

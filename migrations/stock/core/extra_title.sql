-- What people call an extra.
create or replace function stock.extra_title(p_line core.sale_lines) returns text
language sql immutable
return p_line.title || coalesce(' · ' || nullif(p_line.variant_title, 'Default Title'), '');

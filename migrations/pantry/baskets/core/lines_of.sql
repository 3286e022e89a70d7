-- The lines of a basket, numbered: [{"line_no", "sku", "quantity"}].
create or replace function pantry.lines_of(p_basket core.pantry_baskets) returns jsonb
language sql immutable
return (
  select coalesce(jsonb_agg(l.line || jsonb_build_object('line_no', l.no) order by l.no), '[]')
  from jsonb_array_elements(p_basket.lines) with ordinality l (line, no));

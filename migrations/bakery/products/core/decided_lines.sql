-- The lines of a sale of which a decision says what they are and that are not by it yet, with that kind. What a person said
-- of a line itself stays.
create or replace function bakery.decided_lines(
  p_store text, p_order_gid text, out line core.sale_lines, out kind core.line_kind
) returns setof record
language sql stable
begin atomic
  select l, d.kind
  from core.sale_lines l
  cross join lateral (select bakery.decided_kind(l.store, l.product_key, l.variant_key)) d (kind)
  where l.store = p_store and l.order_gid = p_order_gid and l.kind_by is distinct from 'person'
    and d.kind is not null and (l.kind, l.kind_by) is distinct from (d.kind, 'decision')
  order by l.line_no;
end;

-- The products of an order that somebody wrote, each with its kind and by what it is that. What they say counts; of what
-- they leave out, a line that sells the same stays what it is, else a decision counts, else it is a cake.
create or replace function bakery.with_kinds(p_store text, p_products jsonb, p_order_gid text default null) returns jsonb
language sql stable
return (
  select jsonb_agg(t.body || jsonb_build_object(
    'kind', coalesce(t.body ->> 'kind', l.kind::text, d.kind::text, 'cake'),
    'kind_by', case
      when t.body ->> 'kind' = k.kind::text then coalesce(k.kind_by, 'person')
      when t.body ->> 'kind' is not null then 'person'
      when l.kind is not null then l.kind_by
      when d.kind is not null then 'decision'
      else 'guess' end) order by t.no)
  from jsonb_array_elements(p_products) with ordinality t (body, no)
  left join core.inventory_items i on i.sku = t.body ->> 'sku'
  cross join lateral (select coalesce(t.body ->> 'title', i.title, t.body ->> 'sku')) n (title)
  left join core.sale_lines k on k.store = p_store and k.order_gid = p_order_gid and k.line_no = (t.body ->> 'line')::integer
  left join core.sale_lines l on l.store = k.store and l.order_gid = k.order_gid and l.line_no = k.line_no
    and l.title = n.title and l.sku is not distinct from t.body ->> 'sku'
  cross join lateral (
    select bakery.decided_kind(p_store, core.product_key(null, n.title, t.body ->> 'sku'), null)) d (kind));

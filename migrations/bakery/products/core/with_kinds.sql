-- The products of an order that somebody wrote, each with its kind and by what it is that. What they say counts; of what
-- they leave out, a line that sells the same stays what it is, else a decision counts, else it is a cake.
create or replace function bakery.with_kinds(p_store text, p_products jsonb, p_order_gid text default null) returns jsonb
language sql stable set plan_cache_mode = force_generic_plan
return (
  select jsonb_agg(t.body || jsonb_build_object(
    'kind', coalesce(t.body ->> 'kind', case when k.same then k.kind end::text, d.kind::text, 'cake'),
    'kind_by', case
      when t.body ->> 'kind' = k.kind::text then coalesce(k.kind_by, 'person')
      when t.body ->> 'kind' is not null then 'person'
      when k.same then k.kind_by
      when d.kind is not null then 'decision'
      else 'guess' end) order by t.no)
  from jsonb_array_elements(p_products) with ordinality t (body, no)
  left join lateral (select s.title from core.inventory_items s where s.sku = t.body ->> 'sku' offset 0) i on true
  cross join lateral (select coalesce(t.body ->> 'title', i.title, t.body ->> 'sku')) n (title)
  left join lateral (
    select s.kind, s.kind_by, s.title = n.title and s.sku is not distinct from t.body ->> 'sku' as same from core.sale_lines s
    where s.store = p_store and s.order_gid = p_order_gid and s.line_no = (t.body ->> 'line')::integer offset 0) k on true
  cross join lateral (
    select bakery.decided_kind(p_store, core.product_key(null, n.title, t.body ->> 'sku'), null)) d (kind));

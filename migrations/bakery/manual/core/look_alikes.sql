-- Products whose SKU nobody knows though a person would take it for one that is known, by their place, first things first.
create or replace function bakery.look_alikes(p_products jsonb, out place bigint, out known text) returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_unknown jsonb := (
    select jsonb_agg(jsonb_build_object('no', t.no, 'plain', stock.plain_sku(t.body ->> 'sku')))
    from jsonb_array_elements(p_products) with ordinality t (body, no)
    where t.body ->> 'sku' is not null and not stock.is_ours(t.body ->> 'sku')
      and not exists (select from core.product_requirements r where r.component_sku = t.body ->> 'sku'));
begin
  -- Only now is every SKU looked at.
  if v_unknown is not null then
    return query
    select u.no, min(k.sku)
    from (
      select i.sku from core.inventory_items i
      union select r.sku from core.product_requirements r
      union select r.component_sku from core.product_requirements r
    ) k
    join jsonb_to_recordset(v_unknown) u (no bigint, plain text) on u.plain = stock.plain_sku(k.sku)
    group by u.no order by u.no;
  end if;
end
$$;

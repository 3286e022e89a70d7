-- Asks a person about what the order does not say, or says strangely; returns those flags, null for none. What a product is
-- that nobody has decided is asked of the product (bakery.ask_products).
create or replace function bakery.ask_about(p_sale core.sales) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_flags text[];
begin
  select array_agg(distinct f.flag order by f.flag) into v_flags
  from (
    select unnest(o.flags) from core.orders o where o.store = p_sale.store and o.order_gid = p_sale.order_gid
    union
    select unnest(p_sale.flags)
  ) f (flag)
  where f.flag <> 'unknown_sku';  -- has an alert of its own
  if v_flags <@ '{kind_unsure,no_cake}' is false then
    perform core.alert('needs_attention', p_sale.store, p_sale.order_gid, jsonb_build_object('flags', to_jsonb(array(
      select f from unnest(v_flags) f where f not in ('kind_unsure', 'no_cake')))));
  end if;
  return to_jsonb(v_flags);
end
$$;

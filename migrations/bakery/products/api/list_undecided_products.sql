create or replace function api.list_undecided_products(
  p_actor jsonb, p_store core.store_name, p_limit core.row_limit default 50, p_offset core.row_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_undecided_products', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('products', (
    select coalesce(jsonb_agg(bakery.product_json(p) order by p.created_at, p.product_key), '[]')
    from (
      select u.* from core.product_kinds u
      where u.store = p_store and u.kind is null
      order by u.created_at, u.product_key limit p_limit offset p_offset
    ) p)));
end
$$;

comment on function api.list_undecided_products is
  'Lists products of a store whose kind is in doubt and undecided, the oldest first, by pages: each with how many open '
  'orders a decision would change. set_product_kind decides. @returns products_answer';

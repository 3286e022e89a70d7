create or replace function api.get_basket(p_actor jsonb, p_store core.store_name, p_basket_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_basket', p_store => p_store);
  v_basket core.pantry_baskets;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select b.* into v_basket from core.pantry_baskets b where b.store = p_store and b.basket_id = p_basket_id;
  if v_basket.basket_id is null then
    return core.refuse('PAN009', 'basket_id');
  end if;
  return core.ok(false, jsonb_build_object('basket', pantry.basket_json(v_basket)));
end
$$;

comment on function api.get_basket is
  'Returns a basket as it was kept, and what is left for it by now. @returns basket_answer @refuses PAN009';

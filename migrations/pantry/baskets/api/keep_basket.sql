create or replace function api.keep_basket(
  p_actor jsonb, p_store core.store_name, p_basket_id uuid, p_lines core.basket_lines, p_member_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'keep_basket', p_store => p_store);
  v_member uuid := pantry.orders_for(p_store, p_member_id);
  v_basket core.pantry_baskets;
begin
  if v_stop is not null then
    return v_stop;
  elsif v_member is null then
    return core.refuse('STF001', 'member_id');
  end if;
  insert into core.pantry_baskets as b (store, basket_id, member_id, lines)
  select p_store, p_basket_id, v_member, coalesce(jsonb_agg(jsonb_build_object('sku', g.sku, 'quantity', g.quantity) order by g.no), '[]')
  from (
    select l.line ->> 'sku' as sku, sum((l.line ->> 'quantity')::integer) as quantity, min(l.no) as no
    from jsonb_array_elements(p_lines) with ordinality l (line, no) group by 1) g
  on conflict (store, basket_id) do update set lines = excluded.lines, updated_at = core.now()
  where b.member_id = excluded.member_id and b.order_gid is null
  returning * into v_basket;
  if v_basket.basket_id is null then
    select b.* into v_basket from core.pantry_baskets b where b.store = p_store and b.basket_id = p_basket_id and b.member_id = v_member;
    if v_basket.basket_id is null then
      return core.refuse('PAN009', 'basket_id');
    end if;
    return core.ok(true, jsonb_build_object('basket', pantry.basket_json(v_basket)), p_store);
  end if;
  return core.ok(false, jsonb_build_object('basket', pantry.basket_json(v_basket)), p_store);
end
$$;

comment on function api.keep_basket is
  'Keeps what a member means to order, under an id that the page made: all of it each time. It holds nothing; one that became an order '
  'stays as it was. Staff name the member whom they help. @returns basket_answer @refuses PAN009 STF001';

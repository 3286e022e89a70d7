create or replace function api.place_pantry_order(
  p_actor jsonb, p_store core.store_name, p_basket_id uuid, p_session_id uuid, p_slot_id uuid, p_available boolean default false
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'place_pantry_order', p_store => p_store);
  v_basket core.pantry_baskets;
  v_placed record;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select b.* into v_basket from core.pantry_baskets b where b.store = p_store and b.basket_id = p_basket_id for update;
  if v_basket.basket_id is null then
    return core.refuse('PAN009', 'basket_id');
  elsif v_basket.order_gid is not null then
    return pantry.order_answer(p_store, v_basket.order_gid, true);
  elsif not pantry.is_member(p_store, v_basket.member_id) then
    return core.refuse('STF001', 'member_id');
  end if;
  -- The household's other members and the shared store room are looked at; of theirs nothing is told.
  v_before := core.see_house();
  select p.* into v_placed from pantry.place_order(v_basket, p_session_id, p_slot_id, p_available) p;
  perform core.see_stores(v_before);
  if v_placed.stop is not null then
    return v_placed.stop;
  end if;
  perform core.log_move('pantry_placed', 'pantry', p_store, (v_placed.placed).order_gid, (v_placed.placed).id, null, 'PENDING');
  if pantry.rules(p_store) ->> 'confirm' = 'at_once' then
    perform pantry.change_status(v_placed.placed, 'CONFIRMED');
  end if;
  return pantry.order_answer(p_store, (v_placed.placed).order_gid, false);
end
$$;

comment on function api.place_pantry_order is
  'Places the order of a basket, for pick-up in a slot of a session: all of it, or it is refused whole, and `lines` names each with the '
  'most that can be given. With p_available what there is of it. Again, for the same basket, it is the same order. '
  'PAN001: not all of it is left; PAN003: the slot is full; PAN005: more than a household may have. '
  '@returns pantry_order_answer @refuses PAN001 PAN002 PAN003 PAN004 PAN005 PAN006 PAN007 PAN008 PAN009 STF001';

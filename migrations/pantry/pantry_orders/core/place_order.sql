-- Makes an order of a basket, which is locked: all of it, or, if it is asked for, what there is of it. stop: why not, before anything
-- is written. Household, session, stock, slot are locked in this order, which each other step that locks two of them keeps.
create or replace function pantry.place_order(
  p_basket core.pantry_baskets, p_session_id uuid, p_slot_id uuid, p_available boolean, out stop jsonb, out placed core.pantry_orders
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_household core.households := pantry.household_of(p_basket.store, p_basket.member_id);
  v_session core.pantry_sessions;
  v_slot core.pantry_slots;
  v_is_offered boolean;
  v_lines jsonb;
  v_gid text := 'gid://ordak/Pantry/' || gen_random_uuid();
begin
  -- Two members of one household: the second sees what the first has ordered.
  select h.* into v_household from core.households h
  where h.store = p_basket.store and h.household_id = v_household.household_id for update;
  stop := pantry.household_stop(v_household, p_session_id);
  if stop is not null then
    return;
  end if;
  v_session := pantry.lock_session(p_basket.store, p_session_id);
  select t.* into v_slot from core.pantry_slots t
  where t.store = p_basket.store and t.slot_id = p_slot_id and t.session_id = p_session_id;
  v_is_offered := pantry.is_offered(p_basket.store, p_slot_id, p_basket.member_id);
  stop := case
    when v_slot.slot_id is null then core.refuse('PAN007', case when v_session.session_id is null then 'session_id' else 'slot_id' end)
    when not pantry.is_open(v_session) and not (v_is_offered and pantry.is_running(v_session)) then core.refuse('PAN002')
    when v_slot.starts_at <= core.now() then core.refuse('PAN003', 'slot_id: it has begun') end;
  if stop is not null then
    return;
  end if;

  v_lines := (
    select jsonb_agg(to_jsonb(l) order by l.line_no) from pantry.lines_to_give(p_basket, v_household, p_session_id) l);
  stop := pantry.lines_stop(v_lines, p_available);
  if stop is not null then
    return;
  end if;
  if not pantry.take_place(p_basket.store, p_session_id, p_slot_id, p_basket.member_id, v_is_offered) then
    stop := core.refuse('PAN003', 'slot_id');
    return;
  end if;

  insert into core.pantry_orders (store, order_gid, id, status, member_id, household_id, session_id, slot_id, pickup_code)
  values (p_basket.store, v_gid, pantry.write_sale(p_basket.store, v_gid, p_basket.member_id, v_lines), 'PENDING', p_basket.member_id,
    v_household.household_id, p_session_id, p_slot_id, core.typed_code('H', 10))
  returning * into placed;
  update core.pantry_baskets b set order_gid = v_gid where b.store = p_basket.store and b.basket_id = p_basket.basket_id;
  perform stock.book_items(p_basket.store, v_gid);
  -- A place that is only held may come back.
  if v_session.state <> 'closed' and pantry.taken_of(v_session) - pantry.held_of(v_session) >= v_session.max_orders then
    perform pantry.close_session(v_session, 'count');
  end if;
end
$$;

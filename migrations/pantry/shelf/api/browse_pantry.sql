create or replace function api.browse_pantry(
  p_actor jsonb, p_store core.store_name, p_session_id uuid default null, p_member_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'browse_pantry', p_store => p_store);
  v_member uuid := pantry.orders_for(p_store, p_member_id);
  v_household core.households;
  v_sessions jsonb;
  v_session uuid;
  v_before text;
  v_shelf jsonb;
begin
  if v_stop is not null then
    return v_stop;
  elsif v_member is null then
    return core.refuse('STF001', 'member_id');
  end if;
  v_household := pantry.household_of(p_store, v_member);
  v_sessions := pantry.coming_json(p_store);
  v_session := coalesce(p_session_id, (v_sessions #>> '{0,session_id}')::uuid);
  -- The household's other members count too.
  v_before := core.see_house();
  v_shelf := jsonb_build_object('orders_left', pantry.orders_left(v_household, v_session), 'items',
    pantry.shelf_json(p_store, v_household, v_session));
  perform core.see_stores(v_before);
  return core.ok(false, v_shelf || jsonb_build_object('at', core.now(),
    'timezone', (select s.timezone from core.stores s where s.store = p_store), 'session_id', v_session, 'sessions', v_sessions,
    'waiting', pantry.waits_of(p_store, v_member),
    'household_fault', pantry.household_fault(v_household, core.store_today(p_store))));
end
$$;

comment on function api.browse_pantry is
  'Returns what a pantry offers to a member at this moment: the sessions, the slots that are not full, and what is left of each item. How '
  'many the household may still have goes by one session, the first if none is named. Staff name the member whom they help. '
  '@returns shelf_answer @refuses STF001';

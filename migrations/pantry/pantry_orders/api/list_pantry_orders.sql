create or replace function api.list_pantry_orders(
  p_actor jsonb, p_store core.store_name, p_session_id uuid default null, p_limit core.row_limit default 200
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_pantry_orders', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('at', core.now(), 'timezone', (select s.timezone from core.stores s where s.store = p_store),
    'stores', (select coalesce(jsonb_agg(s.store order by s.store), '[]') from core.stores s where s.kind = 'pantry' and core.sees(s.store)),
    'orders', (
      select coalesce(jsonb_agg(pantry.order_json(o) order by t.starts_at, o.id), '[]')
      from pantry.listed_orders(p_store, p_session_id, p_limit) o
      join core.pantry_slots t on t.store = o.store and t.slot_id = o.slot_id)));
end
$$;

comment on function api.list_pantry_orders is
  'Lists the orders of a pantry''s session, or, without one, those that are not picked up yet; of a Member their own alone, with those '
  'that ended lately. @returns pantry_orders_answer';

create or replace function api.get_board(
  p_actor jsonb, p_limit core.row_limit default 100, p_stage core.stage_type default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_board');
  v_stores text[];
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_stores := array(select s.store from core.stores s where core.sees(s.store) order by s.store);
  return core.ok(false, jsonb_build_object('at', core.now(), 'cancelled', bakery.cancelled_lately(v_stores), 'tickets', bakery.queue_json(
    array(
      -- Each store's own order is kept: what comes before the place is what that order begins with.
      with s as materialized (select s.store, core.store_today(s.store) as today from unnest(v_stores) s (store))
      select q.ticket from s cross join lateral bakery.queue(s.store, null, null, p_stage, p_limit) q
      order by bakery.priority_of(q.ticket, s.today) desc, (q.ticket).due_date, (q.ticket).due_minutes, q.place, s.store
      limit p_limit
    ), true)));
end
$$;

comment on function api.get_board is
  'Returns what a kiosk shows while no one is signed in at it: the open tickets of its store and of those that '
  'set_device_stores added, in the order of get_queue. At most 500 rows. @returns board_answer';

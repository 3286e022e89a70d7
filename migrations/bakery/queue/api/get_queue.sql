create or replace function api.get_queue(
  p_actor jsonb, p_store core.store_name, p_date_from date default null, p_date_to date default null,
  p_limit core.row_limit default 100, p_stage core.stage_type default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_queue', p_store => p_store);
  v_public boolean := core.actor('role') = 'Device';
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_date_to < p_date_from then
    return core.refuse('REQ001', 'date_to: before date_from');
  end if;
  return core.ok(false, jsonb_build_object('at', core.now(), 'cancelled', core.cancelled_lately(array[p_store]), 'tickets', core.queue_json(
    array(select q.ticket from core.queue(p_store, p_date_from, p_date_to, p_stage, p_limit) q order by q.place), v_public)));
end
$$;

comment on function api.get_queue is
  'Lists the open tickets of a store, most urgent first: priority, due date, slot, size, order number. Dates bound the '
  'due date, both inclusive; a ticket without one is always shown. At most 500 rows. A kiosk at which no one is signed '
  'in gets … in place of text that people wrote. @returns board_answer';

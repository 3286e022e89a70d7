create or replace function api.sweep_waiting(p_actor jsonb, p_limit integer default 100) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sweep_waiting');
  v_list record;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_list in
    select distinct w.store, w.session_id from core.pantry_waiting w where w.ended_as is null order by 1, 2 limit p_limit
  loop
    v_before := core.see_house(v_list.store);
    perform pantry.sweep_waiting(v_list.store, v_list.session_id);
    perform core.see_stores(v_before);
  end loop;
  return core.ok(false);
end
$$;

comment on function api.sweep_waiting is
  'A minute''s housekeeping of all waiting lists: ends offers whose time is over, and waits where ordering is over, and offers the places '
  'that are free. Locks no stock, unlike sweep_pantries. At most p_limit sessions. @returns done_answer';

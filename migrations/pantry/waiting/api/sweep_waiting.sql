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
    select distinct w.store, w.session_id
    from core.pantry_waiting w
    join core.pantry_sessions s on s.store = w.store and s.session_id = w.session_id
    join core.staff_shared m on m.id = w.member_id
    where w.ended_as is null and (w.offered_until <= core.now() or not pantry.is_running(s)
      or not (m.is_active and w.store = any (m.stores)) or pantry.has_free_place(s))
    order by 1, 2 limit p_limit
  loop
    v_before := core.see_house(v_list.store);
    begin
      perform pantry.sweep_waiting(v_list.store, v_list.session_id);
    exception when others then
      perform core.alert('sweep_failed', v_list.store, v_list.session_id::text, jsonb_build_object('part', 'waiting', 'error', sqlstate));
    end;
    perform core.see_stores(v_before);
  end loop;
  return core.ok(false);
end
$$;

comment on function api.sweep_waiting is
  'A minute''s housekeeping of all waiting lists: ends offers whose time is over, and waits where ordering is over, and offers the places '
  'that are free. Locks no stock, unlike sweep_pantries. At most p_limit sessions. @returns done_answer';

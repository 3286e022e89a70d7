create or replace function api.list_needing_person(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_needing_person', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('orders', marketplace.parked_json(p_store, 200), 'unread', (
    select coalesce(jsonb_agg(jsonb_build_object('id', u.mirakl_id, 'code', u.code, 'since', u.seen_at, 'times', u.times)
      order by u.seen_at, u.mirakl_id), '[]')
    from (select * from core.unread_orders u where u.store = p_store order by u.seen_at, u.mirakl_id limit 200) u)));
end
$$;

comment on function api.list_needing_person is
  'Lists the orders of a marketplace''s store that go no further until a person has looked at them, and what may be done about each: '
  'at most 200, longest waiting first. @returns needing_person_answer';

create or replace function api.note_unread_order(p_actor jsonb, p_store text, p_mirakl_id text, p_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_unread_order', p_store => p_store);
  v_new boolean;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.unread_orders (store, mirakl_id, code) values (p_store, p_mirakl_id, p_code)
  on conflict (store, mirakl_id) do update set code = excluded.code, times = unread_orders.times + 1
  returning xmax = 0 into v_new;
  if v_new then
    perform core.log_event('order_unread', p_store, null, p_code => 'ING001', p_detail => jsonb_build_object('mirakl_id', p_mirakl_id));
    perform core.alert('order_unread', p_store, p_mirakl_id, jsonb_build_object('code', p_code));
  end if;
  return core.ok(not v_new);
end
$$;

comment on function api.note_unread_order is
  'Notes an order of a marketplace that cannot be read, for a person; it is requested there again each night until it can. '
  '@returns done_answer';

create or replace function api.open_messages(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_messages', p_store => p_store);
  v_account core.marketplaces;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.marketplaces (store) values (p_store) on conflict do nothing;
  select k.* into strict v_account from core.marketplaces k where k.store = p_store;
  return core.ok(false, jsonb_build_object(
    'since', coalesce(v_account.messages_until - interval '15 minutes', v_account.live_since - interval '30 days'),
    'unread', array(
      select c.thread_id from core.conversations c where c.store = p_store and c.fault is not null and c.thread_id <> ''
      order by c.updated_at, c.thread_id limit 20)));
end
$$;

comment on function api.open_messages is
  'Returns since when the conversations of a marketplace are to be read: what was read last, with fifteen minutes of overlap; '
  'and which conversations could not be read. @returns messages_since_answer';

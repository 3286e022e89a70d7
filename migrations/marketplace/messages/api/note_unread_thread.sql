create or replace function api.note_unread_thread(p_actor jsonb, p_store text, p_thread_id text, p_code text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_unread_thread', p_store => p_store);
  v_conversation core.conversations;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- With a date before any other: whatever can be read of it one day is newer.
  insert into core.conversations (store, thread_id, updated_at) values (p_store, p_thread_id, 'epoch') on conflict do nothing;
  update core.conversations c set fault = p_code
  where c.store = p_store and c.thread_id = p_thread_id and c.fault is null
  returning c.* into v_conversation;
  if v_conversation.store is null then
    return core.ok(true);
  end if;
  perform marketplace.log_conversation('thread_unread', v_conversation, p_code => 'ING001');
  perform core.alert('thread_unread', p_store, p_thread_id, jsonb_build_object('code', p_code));
  return core.ok(false);
end
$$;

comment on function api.note_unread_thread is
  'Notes a conversation of a marketplace that cannot be read, for a person, who sees it in the list; it is known until it can. '
  '@returns done_answer';

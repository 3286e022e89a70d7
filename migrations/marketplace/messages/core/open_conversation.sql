-- Enters, and locks the conversation of a store. stop is the answer to return at once. p_writes: it is refused while another person
-- has the conversation.
create or replace function marketplace.open_conversation(
  p_actor jsonb, p_function text, p_store text, p_thread_id text, p_scan_id uuid, p_request jsonb, p_writes boolean,
  out stop jsonb, out conversation core.conversations
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  stop := core.enter(p_actor, p_function, p_scan_id, p_request || jsonb_build_object('store', p_store, 'thread_id', p_thread_id), p_store);
  if stop is not null then
    return;
  end if;
  conversation := marketplace.lock_conversation(p_store, p_thread_id);
  if conversation.store is null then
    stop := core.refuse_about('MSG001', null, 'marketplace', p_store, null, p_thread_id);
  elsif p_writes and conversation.leased_by <> marketplace.writer() and conversation.lease_expires_at > core.now() then
    stop := marketplace.refuse_conversation('MSG002', marketplace.name_of_writer(conversation.leased_by), conversation);
  end if;
end
$$;

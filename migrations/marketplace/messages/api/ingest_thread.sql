create or replace function api.ingest_thread(p_actor jsonb, p_store text, p_thread jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'ingest_thread', p_store => p_store);
  v_conversation core.conversations;
  v_new integer;
begin
  if v_stop is not null then
    return v_stop;
  elsif not exists (select from core.stores s where s.store = p_store and s.kind = 'marketplace') then
    return core.refuse('REQ001', 'store: no marketplace');
  end if;
  begin
    v_conversation := marketplace.write_conversation(p_store, p_thread);
    perform marketplace.adopt_messages(v_conversation, p_thread -> 'messages');
    v_new := marketplace.write_messages(v_conversation, p_thread -> 'messages');
  exception when data_exception or integrity_constraint_violation then
    return core.refuse('ING001', 'impossible values');
  end;
  if v_new > 0 then
    perform marketplace.log_conversation('message_received', v_conversation, jsonb_build_object('messages', v_new));
  end if;
  return core.ok(v_new = 0, jsonb_build_object('whole', coalesce((p_thread ->> 'message_count')::integer, 0) <= (
    select count(*) from core.messages m
    where m.store = p_store and m.thread_id = v_conversation.thread_id and m.message_id is not null)));
end
$$;

comment on function api.ingest_thread is
  'Ingests one conversation of a marketplace, as the layer reads it: the customer, the order''s id, the messages that are not here yet. '
  'One of ours of which it was not known whether it was sent is found among them. whole: all of its messages are here; the listing has '
  'only the last hundred. @returns thread_answer';

-- Ends what we wrote: sent, with the marketplace's id of it, or failed, with a code that a person sees. The conversation is locked.
create or replace function marketplace.end_message(
  p_conversation core.conversations, p_message core.messages, p_state text, p_message_id text, p_code text
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- What was read meanwhile under this id, in other words, is this one.
  delete from core.messages m
  where m.store = p_message.store and m.message_id = p_message_id and m.message_no <> p_message.message_no and m.state is null;
  update core.messages m set state = p_state, message_id = coalesce(p_message_id, m.message_id), called_at = null, fault = p_code,
    created_at = case when p_state = 'sent' then greatest(core.now(), p_conversation.last_at + interval '1 millisecond') else m.created_at end
  where m.message_no = p_message.message_no;
  if p_state = 'sent' then
    update core.conversations c set reply_needed_since = null
    where c.store = p_conversation.store and c.thread_id = p_conversation.thread_id;
    perform marketplace.note_latest(p_conversation);
    perform marketplace.log_conversation('message_sent', p_conversation, jsonb_build_object('message_no', p_message.message_no));
    return;
  end if;
  perform marketplace.log_conversation('message_failed', p_conversation,
    jsonb_build_object('message_no', p_message.message_no, 'code', p_code));
  perform core.alert('message_failed', p_conversation.store, p_conversation.thread_id, jsonb_build_object('code', p_code));
end
$$;

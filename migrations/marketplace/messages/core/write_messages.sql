-- Adds the messages of a conversation that are not here yet, and returns how many; one that is here stays as it is, also emptied.
-- The conversation is locked.
create or replace function marketplace.write_messages(p_conversation core.conversations, p_messages jsonb) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_new integer;
begin
  insert into core.messages (store, thread_id, message_id, kind, body, attachments, created_at)
  select p_conversation.store, p_conversation.thread_id, t.message ->> 'id', marketplace.kind_of_sender(t.message ->> 'sender'),
    coalesce(t.message ->> 'body', ''), coalesce(jsonb_array_length(t.message -> 'attachments'), 0),
    coalesce((t.message ->> 'created_at')::timestamptz, p_conversation.updated_at)
  from jsonb_array_elements(p_messages) with ordinality t (message, no)
  order by (t.message ->> 'created_at')::timestamptz, t.no
  on conflict (store, message_id) do nothing;
  get diagnostics v_new = row_count;
  perform marketplace.note_latest(p_conversation);
  return v_new;
end
$$;

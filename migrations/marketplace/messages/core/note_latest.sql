-- Notes when the latest message of a conversation was written, and by whom. The conversation is locked.
create or replace function marketplace.note_latest(p_conversation core.conversations) returns void
language sql
begin atomic
  update core.conversations c set (last_at, last_kind) = (
    select m.created_at, case when m.template is null then m.kind else 'automatic' end from core.messages m
    where m.store = c.store and m.thread_id = c.thread_id and m.message_id is not null
    order by m.created_at desc, m.message_no desc limit 1)
  where c.store = p_conversation.store and c.thread_id = p_conversation.thread_id;
end;

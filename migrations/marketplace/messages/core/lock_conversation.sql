-- Locks a conversation; null when it is not there, or in no store of the caller.
create or replace function marketplace.lock_conversation(p_store text, p_thread_id text) returns core.conversations
language sql
begin atomic
  select c from core.conversations c where c.store = p_store and c.thread_id = p_thread_id for update;
end;

-- Has the shop written anything at the marketplace since this message was written here, or sent again by a person who had read the
-- conversation? It may be this one in other words.
create or replace function marketplace.answered_since(p_message core.messages) returns boolean
language sql stable
return exists (
  select from core.messages m
  where m.store = p_message.store and m.thread_id = p_message.thread_id and m.kind = 'shop' and m.state is null
    and m.message_no > greatest(p_message.message_no, p_message.answers)
    and m.created_at >= coalesce((select a.created_at from core.messages a where a.message_no = p_message.answers), '-infinity'));

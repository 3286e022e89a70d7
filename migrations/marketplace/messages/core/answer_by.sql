-- When a customer is to have an answer: a day after the marketplace began to wait for one, or after what an automatic reply answered.
create or replace function marketplace.answer_by(p_conversation core.conversations) returns timestamptz
language sql stable
return interval '24 hours' + coalesce(p_conversation.reply_needed_since, case when p_conversation.last_kind = 'automatic' then (
  select max(m.created_at) from core.messages m
  where m.store = p_conversation.store and m.thread_id = p_conversation.thread_id and m.kind = 'customer') end);

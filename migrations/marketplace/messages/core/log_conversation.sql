-- One event of a conversation: its id stands where an order's or a ticket's does.
create or replace function marketplace.log_conversation(
  p_kind text, p_conversation core.conversations, p_detail jsonb default '{}', p_code text default null
) returns void
language sql
return core.log_move(p_kind, 'marketplace', p_conversation.store, p_conversation.order_gid, p_conversation.thread_id,
  p_detail => p_detail, p_code => p_code);

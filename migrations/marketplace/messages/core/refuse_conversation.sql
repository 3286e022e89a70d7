-- Refuses what was requested of a conversation.
create or replace function marketplace.refuse_conversation(p_code text, p_detail text, p_conversation core.conversations) returns jsonb
language sql
return core.refuse_about(p_code, p_detail, 'marketplace', p_conversation.store, p_conversation.order_gid, p_conversation.thread_id);

create or replace function api.get_conversation(
  p_actor jsonb, p_store core.store_name, p_thread_id core.thread_name, p_limit core.row_limit default 100
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_conversation', p_store => p_store);
  v_conversation core.conversations;
  v_messages core.messages[];
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select c.* into v_conversation from core.conversations c where c.store = p_store and c.thread_id = p_thread_id;
  if v_conversation.store is null then
    return core.refuse_about('MSG001', null, 'marketplace', p_store, null, p_thread_id);
  end if;
  -- Drafts of people are theirs alone; one of an automatic reply is shown.
  v_messages := array(
    select m from core.messages m
    where m.store = p_store and m.thread_id = p_thread_id and (m.state is distinct from 'draft' or m.template is not null)
    order by m.created_at desc, m.message_no desc limit p_limit);
  return core.ok(false, jsonb_build_object(
    'conversation', marketplace.conversation_json(v_conversation),
    'order', marketplace.conversation_order_json(v_conversation),
    'messages', (
      select coalesce(jsonb_agg(marketplace.message_json(m) order by m.created_at, m.message_no), '[]') from unnest(v_messages) m),
    'last_message_no', (
      select coalesce(max(m.message_no), 0) from core.messages m
      where m.store = p_store and m.thread_id = p_thread_id and m.state is distinct from 'draft'),
    'draft', (
      select m.body from core.messages m
      where m.store = p_store and m.thread_id = p_thread_id and m.state = 'draft' and m.written_by = marketplace.writer()),
    'templates', marketplace.templates_json(p_store, marketplace.language_of(v_conversation))));
end
$$;

comment on function api.get_conversation is
  'Returns a conversation with its last messages, the order that it is about, the caller''s draft and the templates in the customer''s '
  'language. @returns conversation_answer @refuses MSG001';

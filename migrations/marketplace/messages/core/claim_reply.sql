-- Writes the automatic reply to the customer's latest message, once, in the customer's language: to be sent, or as a draft. True when it
-- is new. The conversation is locked.
create or replace function marketplace.claim_reply(p_conversation core.conversations, p_mode text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_language text := marketplace.language_of(p_conversation);
  v_text text := marketplace.setting_of(p_conversation.store, 'auto_reply') #>> array['templates', v_language];
begin
  insert into core.messages (store, thread_id, kind, body, state, template, answers)
  select m.store, m.thread_id, 'shop', v_text, case p_mode when 'on' then 'claimed' else 'draft' end, v_language, m.message_no
  from core.messages m
  where m.store = p_conversation.store and m.thread_id = p_conversation.thread_id and m.kind = 'customer' and v_text is not null
  order by m.created_at desc, m.message_no desc limit 1
  on conflict (store, thread_id, answers, template) where template is not null do nothing;
  if not found then
    return false;
  end if;
  perform marketplace.log_conversation('auto_reply_claimed', p_conversation, jsonb_build_object('mode', p_mode));
  return true;
end
$$;

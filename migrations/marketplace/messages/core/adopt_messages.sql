-- Finds among a conversation's messages, as the marketplace has them, those of ours of which it was not known whether they were sent:
-- of the shop, not known yet, not older than what they answer, and the same words. The conversation is locked.
create or replace function marketplace.adopt_messages(p_conversation core.conversations, p_messages jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_ours core.messages;
  v_id text;
begin
  for v_ours in
    select m.* from core.messages m
    where m.store = p_conversation.store and m.thread_id = p_conversation.thread_id and m.state in ('claimed', 'unknown')
      and m.called_at is not null
    order by m.called_at, m.message_no
  loop
    select t.message ->> 'id' into v_id from jsonb_array_elements(p_messages) t (message)
    where t.message ->> 'sender' = 'SHOP_USER' and marketplace.same_words(t.message ->> 'body', v_ours.body)
      and not exists (select from core.messages k where k.store = v_ours.store and k.message_id = t.message ->> 'id')
      and coalesce((t.message ->> 'created_at')::timestamptz >= (
        select a.created_at from core.messages a where a.message_no = v_ours.answers), true)
    order by t.message ->> 'created_at' limit 1;
    if v_id is not null then
      perform marketplace.end_message(p_conversation, v_ours, 'sent', v_id, null);
    end if;
  end loop;
end
$$;

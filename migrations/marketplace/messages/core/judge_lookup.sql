-- What follows where a message that may have been sent is not among those of its conversation: null that it may be sent, else the code
-- with which it fails. Where the shop has written anything since, it may be this one in other words.
create or replace function marketplace.judge_lookup(p_message core.messages) returns text
language sql stable
return case
  when p_message.tries >= 5 then 'TOO_MANY_TRIES'
  when exists (
    select from core.messages m
    where m.store = p_message.store and m.thread_id = p_message.thread_id and m.kind = 'shop' and m.state is null
      and m.message_no > p_message.message_no) then 'ANSWERED_OTHERWISE'
  end;

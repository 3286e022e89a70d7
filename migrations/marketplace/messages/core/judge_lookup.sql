-- What follows where a message that may have been sent is not among those of its conversation: null that it may be sent, else the code
-- with which it fails.
create or replace function marketplace.judge_lookup(p_message core.messages) returns text
language sql stable
return case
  when p_message.tries >= 5 then 'TOO_MANY_TRIES'
  when marketplace.answered_since(p_message) then 'ANSWERED_OTHERWISE'
  end;

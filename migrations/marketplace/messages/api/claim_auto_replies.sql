create or replace function api.claim_auto_replies(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_auto_replies', p_store => p_store);
  v_mode text;
  v_conversation core.conversations;
  v_claimed integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_mode := marketplace.reply_mode(p_store);
  if v_mode not in ('draft', 'on') then
    return core.ok(true, jsonb_build_object('claimed', 0));
  end if;
  -- One that a person is answering at this moment is locked, and left to them.
  for v_conversation in
    select c.* from core.conversations c
    where c.store = p_store and c.reply_needed_since is not null and marketplace.wants_reply(c)
    order by c.reply_needed_since limit 50 for update skip locked
  loop
    -- Again, now that it is locked: what was committed meanwhile is seen from here on.
    if marketplace.wants_reply(v_conversation) and marketplace.claim_reply(v_conversation, v_mode) then
      v_claimed := v_claimed + 1;
    end if;
  end loop;
  return core.ok(v_claimed = 0, jsonb_build_object('claimed', v_claimed));
end
$$;

comment on function api.claim_auto_replies is
  'Writes the automatic replies that are due, each once, to be sent or as drafts, as the setting auto_reply says. @returns claimed_answer';

create or replace function api.close_message(
  p_actor jsonb, p_store text, p_message_no bigint, p_outcome text, p_message_id text default null, p_code text default null,
  p_wait_seconds integer default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'close_message', p_store => p_store);
  v_conversation core.conversations;
  v_message core.messages;
  v_fault text;
begin
  if v_stop is not null then
    return v_stop;
  elsif p_outcome is null or p_outcome not in ('sent', 'refused', 'not_sent', 'unknown', 'not_found', 'unsent') then
    return core.refuse('REQ001', 'outcome');
  end if;
  v_conversation := marketplace.lock_conversation(p_store, (select m.thread_id from core.messages m where m.message_no = p_message_no));
  select m.* into v_message from core.messages m
  where m.store = p_store and m.message_no = p_message_no and m.state in ('claimed', 'unknown') and m.called_at is not null;
  if v_message.message_no is null then
    return core.ok(true);
  end if;
  v_fault := case p_outcome when 'refused' then coalesce(p_code, 'REFUSED') when 'not_found' then marketplace.judge_lookup(v_message)
    when 'unsent' then case when v_message.template is null and marketplace.answered_since(v_message) then 'ANSWERED_OTHERWISE' end
    when 'not_sent' then case when v_message.tries >= 10 then coalesce(p_code, 'NOT_SENT') end end;
  if p_outcome = 'sent' then
    perform marketplace.end_message(v_conversation, v_message, 'sent', p_message_id, null);
  elsif v_fault is not null then
    perform marketplace.end_message(v_conversation, v_message, 'failed', null, v_fault);
  else
    -- Not sent: it may be, after a pause. Unknown: it is looked up, not before it can be seen. Unsent: no call of it was made.
    update core.messages m set state = case p_outcome when 'unknown' then 'unknown' else 'claimed' end, fault = p_code,
      called_at = case p_outcome when 'unknown' then m.called_at end,
      tries = m.tries - case p_outcome when 'unsent' then 1 else 0 end,
      due_at = core.now() + make_interval(secs => case when p_outcome in ('not_found', 'unsent') then 0 else greatest(60, p_wait_seconds) end)
    where m.message_no = p_message_no;
  end if;
  return core.ok(false);
end
$$;

comment on function api.close_message is
  'Notes what became of the call of a message: sent, refused, not_sent, unknown, not_found where it was looked up, or '
  'unsent where that was before its first call. @returns done_answer';

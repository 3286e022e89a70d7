create or replace function api.retry_message(p_actor jsonb, p_message_no bigint, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'retry_message', p_scan_id, jsonb_build_object('message_no', p_message_no));
  v_message core.messages;
  v_conversation core.conversations;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select m.* into v_message from core.messages m where m.message_no = p_message_no;
  v_conversation := marketplace.lock_conversation(v_message.store, v_message.thread_id);
  select m.* into v_message from core.messages m where m.message_no = p_message_no and m.state <> 'draft' and m.body <> '';
  if v_message.message_no is null then
    return core.refuse('MSG004', p_message_no::text);
  elsif v_message.state <> 'failed' then
    return core.ok(true, jsonb_build_object('message_no', p_message_no), v_message.store);
  end if;
  -- Whoever has it sent has read what the shop has written since.
  update core.messages m set state = 'claimed', tries = 0, fault = null, due_at = core.now(), written_by = marketplace.writer(),
    answers = (select max(r.message_no) from core.messages r
      where r.store = m.store and r.thread_id = m.thread_id and r.message_no <> m.message_no and r.state is distinct from 'draft')
  where m.message_no = p_message_no;
  perform marketplace.log_conversation('message_claimed', v_conversation, jsonb_build_object('message_no', p_message_no));
  perform core.begin_run(v_message.store, 'auto_reply', null, false);
  return core.ok(false, jsonb_build_object('message_no', p_message_no), v_message.store);
end
$$;

comment on function api.retry_message is 'Has a message sent that failed. @returns message_answer @refuses MSG004';

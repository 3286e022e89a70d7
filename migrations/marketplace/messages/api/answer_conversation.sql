create or replace function api.answer_conversation(
  p_actor jsonb, p_store core.store_name, p_thread_id core.thread_name, p_body core.message_text, p_last_message_no bigint,
  p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_last bigint;
  v_no bigint;
begin
  select o.stop, o.conversation into v_open from marketplace.open_conversation(p_actor, 'answer_conversation', p_store, p_thread_id,
    p_scan_id, jsonb_build_object('body', p_body, 'last_message_no', p_last_message_no), true) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  select max(m.message_no) into v_last from core.messages m
  where m.store = p_store and m.thread_id = p_thread_id and m.state is distinct from 'draft';
  if coalesce(v_last, 0) > p_last_message_no then
    return marketplace.refuse_conversation('MSG003', null, v_open.conversation);
  end if;
  delete from core.messages m where m.store = p_store and m.thread_id = p_thread_id and m.state = 'draft'
    and m.written_by = marketplace.writer();
  insert into core.messages (store, thread_id, kind, body, state, written_by, answers)
  values (p_store, p_thread_id, 'shop', p_body, 'claimed', marketplace.writer(), v_last)
  returning message_no into v_no;
  update core.conversations c set leased_by = null, lease_expires_at = null, lease_reason = null
  where c.store = p_store and c.thread_id = p_thread_id;
  perform marketplace.log_conversation('message_claimed', v_open.conversation, jsonb_build_object('message_no', v_no));
  perform core.begin_run(p_store, 'auto_reply', null, false);
  return core.ok(false, jsonb_build_object('message_no', v_no), p_store);
end
$$;

comment on function api.answer_conversation is
  'Writes an answer to a customer, which is sent at once, and once. last_message_no is the last message that was read: it is refused where '
  'there is a later one, of the customer or of anyone who answered. Ends the lease and the draft of the caller. @returns message_answer '
  '@refuses MSG001 MSG002 MSG003';

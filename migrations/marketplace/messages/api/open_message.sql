create or replace function api.open_message(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_message', p_store => p_store);
  v_next record;
  v_message core.messages;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select n.message, n.conversation into v_next from marketplace.next_message(p_store) n;
  v_message := v_next.message;
  -- Whoever begins a call says so before; if no more is reported, it is looked up when that call must be over.
  update core.messages m set called_at = coalesce(m.called_at, core.now()), due_at = core.now() + interval '2 minutes',
    tries = m.tries + case when m.called_at is null then 1 else 0 end
  where m.message_no = v_message.message_no;
  return core.ok(not found, jsonb_build_object('message', case when found then jsonb_build_object(
    'message_no', v_message.message_no, 'thread_id', v_message.thread_id, 'body', v_message.body,
    'customer_id', (v_next.conversation).customer_id, 'is_looked_up', v_message.called_at is not null) end));
end
$$;

comment on function api.open_message is
  'Returns the next message to be sent, and notes that its call begins; or one of which it is not known whether it was sent, to be looked '
  'up. An automatic reply whose reason is gone is dropped. @returns open_message_answer';

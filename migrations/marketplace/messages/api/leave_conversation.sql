create or replace function api.leave_conversation(p_actor jsonb, p_store core.store_name, p_thread_id core.thread_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
begin
  select o.stop, o.conversation into v_open
  from marketplace.open_conversation(p_actor, 'leave_conversation', p_store, p_thread_id, null, '{}', false) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  update core.conversations c set leased_by = null, lease_expires_at = null, lease_reason = null
  where c.store = p_store and c.thread_id = p_thread_id and c.leased_by = marketplace.writer();
  if not found then
    return core.ok(true);
  end if;
  perform marketplace.log_conversation('conversation_left', v_open.conversation);
  return core.ok(false);
end
$$;

comment on function api.leave_conversation is 'Ends the lease of a conversation that the caller has. @returns done_answer @refuses MSG001';

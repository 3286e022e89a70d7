create or replace function api.hold_conversation(
  p_actor jsonb, p_store core.store_name, p_thread_id core.thread_name, p_reason core.reason default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_mine boolean;
  v_until timestamptz := core.now() + interval '2 minutes';
begin
  select o.stop, o.conversation into v_open
  from marketplace.open_conversation(p_actor, 'hold_conversation', p_store, p_thread_id, null, '{}', p_reason is null) o;
  if v_open.stop is not null then
    return v_open.stop;
  end if;
  v_mine := (v_open.conversation).leased_by is not distinct from marketplace.writer();
  update core.conversations c set leased_by = marketplace.writer(), lease_expires_at = v_until,
    lease_reason = case when v_mine then c.lease_reason when c.lease_expires_at > core.now() then p_reason end
  where c.store = p_store and c.thread_id = p_thread_id;
  if not v_mine then
    perform marketplace.log_conversation(case when (v_open.conversation).lease_expires_at > core.now()
      then 'conversation_taken_over' else 'conversation_leased' end, v_open.conversation);
  end if;
  return core.ok(v_mine, jsonb_build_object('lease_expires_at', v_until));
end
$$;

comment on function api.hold_conversation is
  'Leases a conversation to the caller, who answers it, for two minutes; called again it is renewed. One that another person has is taken over '
  'with a reason. @returns lease_answer @refuses MSG001 MSG002';

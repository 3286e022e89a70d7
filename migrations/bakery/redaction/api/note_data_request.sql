create or replace function api.note_data_request(p_actor jsonb, p_store text, p_request_id text, p_orders jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_data_request', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.log_event('data_requested', p_store, null,
    p_detail => jsonb_build_object('request_id', p_request_id, 'orders', p_orders));
  return core.ok(not core.alert('data_requested', p_store, p_request_id, jsonb_build_object('orders', p_orders)));
end
$$;

comment on function api.note_data_request is
  'Records that a customer asks for their data: a person has to answer within thirty days. Ids only. @returns '
  'done_answer';

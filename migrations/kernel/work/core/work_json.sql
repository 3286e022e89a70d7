-- A row of the outbox as its worker gets it.
create or replace function core.work_json(p_work core.work_queue) returns jsonb
language sql stable
return jsonb_build_object('work_id', p_work.work_id, 'topic', p_work.topic, 'store', p_work.store,
  'payload', p_work.payload, 'retry_count', p_work.retry_count);

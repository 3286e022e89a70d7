create or replace function api.stop_shop_redaction(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'stop_shop_redaction', p_store => p_store);
  v_last core.shop_redactions;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into v_last from core.shop_redactions r where r.store = p_store order by r.redaction_id desc limit 1 for update;
  if v_last.stopped_at is not null then
    return core.ok(true);
  elsif v_last.redaction_id is null or v_last.done_at is not null then
    return core.refuse('RED001');
  end if;
  update core.shop_redactions r set stopped_at = core.now(), stopped_by = core.actor('id')
  where r.redaction_id = v_last.redaction_id;
  perform core.log_event('redaction_stopped', p_store, null, p_detail => jsonb_build_object('redaction_id', v_last.redaction_id));
  return core.ok(false);
end
$$;

comment on function api.stop_shop_redaction is
  'Stops the redaction of a whole shop, which waits for a day after the shop''s delivery has asked for it. Data already '
  'emptied is gone. @returns done_answer @refuses RED001';

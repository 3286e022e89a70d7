create or replace function api.drop_acceptance(p_actor jsonb, p_store text, p_order_gid text, p_wait_seconds integer default 0) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'drop_acceptance', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform marketplace.lock_order(p_store, p_order_gid);
  update core.marketplace_orders m set writing = null, written_at = null, due_at = core.now() + make_interval(secs => greatest(60, p_wait_seconds))
  where m.store = p_store and m.order_gid = p_order_gid and m.status = 'pending_acceptance' and m.writing is not null and m.rereads = 0;
  return core.ok(not found);
end
$$;

comment on function api.drop_acceptance is
  'Gives up the claim of a decision that was certainly not sent: it is sent again after a while. @returns done_answer';

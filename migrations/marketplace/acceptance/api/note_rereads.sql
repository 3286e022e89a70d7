create or replace function api.note_rereads(p_actor jsonb, p_store text, p_order_gids jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_rereads', p_store => p_store);
  v_order core.marketplace_orders;
  v_gid text;
  v_failed integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_gid in select distinct g collate "C" from unnest(core.texts(p_order_gids)) g order by 1 loop
    v_order := marketplace.lock_order(p_store, v_gid);
    continue when v_order.status is distinct from 'pending_acceptance' or v_order.writing is null;
    if v_order.rereads + 1 >= 6 and v_order.written_at <= core.now() - interval '30 minutes' then
      perform marketplace.fail_acceptance(v_order, 'NOT_ACCEPTED');
      v_failed := v_failed + 1;
    else
      update core.marketplace_orders m set rereads = m.rereads + 1, due_at = core.now() + interval '4 minutes'
      where m.store = p_store and m.order_gid = v_gid;
    end if;
  end loop;
  return core.ok(v_failed = 0);
end
$$;

comment on function api.note_rereads is
  'Notes that orders were read again and wait for their acceptance still; after six times in at least thirty minutes it has failed. '
  '@returns done_answer';

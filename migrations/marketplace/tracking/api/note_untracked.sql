create or replace function api.note_untracked(p_actor jsonb, p_store text, p_faults jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_untracked', p_store => p_store);
  v_order core.marketplace_orders;
  v_fault record;
  v_failed integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_fault in select f.key as gid, f.value as code from jsonb_each_text(p_faults) f order by f.key collate "C" loop
    v_order := marketplace.lock_order(p_store, v_fault.gid);
    continue when v_order.status is distinct from 'label_created';
    if v_order.failures + 1 >= 6 then
      perform marketplace.fail_tracking(v_order, v_fault.code);
      v_failed := v_failed + 1;
    else
      update core.marketplace_orders m set failures = m.failures + 1, fault = v_fault.code, writing = null, written_at = null,
        due_at = core.now() + (m.failures + 1) * interval '4 minutes'
      where m.store = p_store and m.order_gid = v_fault.gid;
    end if;
  end loop;
  return core.ok(v_failed = 0);
end
$$;

comment on function api.note_untracked is
  'Notes, by the gid of each, why orders do not show as shipped yet; they are read and tried again later, and after six times a person '
  'decides. @returns done_answer';

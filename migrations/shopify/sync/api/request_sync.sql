create or replace function api.request_sync(
  p_actor jsonb, p_store core.store_name, p_kind core.label default 'inventory', p_since timestamptz default null,
  p_dry_run boolean default false
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'request_sync');
  v_run record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_kind not in ('inventory', 'orders', 'import', 'import_all', 'offers', 'acceptance', 'shipping', 'tracking', 'unpacked', 'void', 'messages', 'auto_reply') then
    return core.refuse('REQ001', 'kind');
  end if;
  if not coalesce(core.sees(p_store), false) or not exists (
    select from core.shops s where s.store = p_store
    union all
    select from core.stores s where s.store = p_store and s.kind = 'marketplace')
  then
    return core.refuse('AUTH001', 'store');
  end if;
  if not exists (select from core.run_kinds k join core.stores s on s.kind = k.store_kind where k.kind = p_kind and s.store = p_store) then
    return core.refuse('REQ001', 'kind: not of this store');
  end if;
  -- Whoever asks for a run says that the app is in the shop (again).
  update core.shops s set uninstalled_at = null, installed_at = core.now() where s.store = p_store and s.uninstalled_at is not null;
  select b.run_id, b.already into v_run from core.begin_run(p_store, p_kind, p_since, p_dry_run) b;
  if not v_run.already then
    perform core.log_event('sync_requested', p_store, null, p_detail => jsonb_build_object('run_id', v_run.run_id, 'kind', p_kind));
  end if;
  return core.ok(v_run.already, jsonb_build_object('run_id', v_run.run_id));
end
$$;

comment on function api.request_sync is
  'Starts a run for a store: inventory reconciles every level that the shop shows with ours; orders is a gap scan: '
  'orders, changed since a moment, that the shop has and we have not, and the reverse; the others are a marketplace''s. A dry run '
  'repairs nothing. If a run is under way, its id is returned. @returns run_answer';

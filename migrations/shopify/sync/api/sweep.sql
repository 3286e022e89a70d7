create or replace function api.sweep(p_actor jsonb, p_stores jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sweep');
  v_stores text[] := array(
    select s.store from core.shops s where s.store = any (core.texts(p_stores)) and s.uninstalled_at is null
    union
    select s.store from core.stores s where s.store = any (core.texts(p_stores)) and s.kind = 'marketplace');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform shopify.sweep_part(p.part, v_stores) from unnest(array['stock', 'looks', 'runs', 'strays', 'live', 'logins', 'standstills']) p (part);

  return core.ok(false, jsonb_build_object('at', core.now(),
    'due_seconds', core.due_seconds(),
    'dead', core.count_dead(),
    'push_stores', (
      select coalesce(jsonb_agg(s.store order by s.store), '[]') from core.shops s
      where s.store = any (v_stores) and (
        shopify.push_is_due(s.store)
        or exists (select from core.push_batches b where b.store = s.store and b.status = 'open' and b.lease_expires_at <= core.now()))),
    -- For the release before, which knows the runs of shops alone; goes with the next one.
    'runs', (select coalesce(jsonb_agg(w.run_id order by w.run_id) filter (where w.of_shop), '[]') from core.unleased_runs(v_stores) w),
    'waiting_runs', (
      select coalesce(jsonb_agg(jsonb_build_object('run_id', w.run_id, 'queue', w.queue) order by w.run_id), '[]')
      from core.unleased_runs(v_stores) w)));
end
$$;

comment on function api.sweep is
  'Minute housekeeping: allocates freed stock to backorders and starts due runs, of shops for those that can be called; '
  'returns the shops with due pushes and the unleased runs, whose queues the caller wakes. @returns sweep_answer';

create or replace function api.settle_uninstall(p_actor jsonb, p_store text, p_claimed_at timestamptz, p_gone boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'settle_uninstall', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- Another claim that came while the shop was asked is asked about by itself.
  update core.shops s set uninstall_claimed_at = null, uninstalled_at = case when p_gone then core.now() end
  where s.store = p_store and s.uninstalled_at is null and s.uninstall_claimed_at = p_claimed_at;
  if not found then
    return core.ok(true);
  end if;
  perform core.log_event(case when p_gone then 'app_uninstalled' else 'uninstall_refuted' end, p_store, null);
  if p_gone then
    perform core.alert('app_uninstalled', p_store, p_store);
  end if;
  return core.ok(false);
end
$$;

comment on function api.settle_uninstall is
  'Records the shop''s answer whether the app was removed, as it was claimed at p_claimed_at: if it was, pushes and runs '
  'rest and an alert is sent; if not, the claim is dropped. @returns done_answer';

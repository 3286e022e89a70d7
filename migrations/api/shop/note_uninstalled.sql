create or replace function api.note_uninstalled(
  p_actor jsonb, p_store text, p_installed boolean default false, p_delivery jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_uninstalled');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.shops s set uninstalled_at = case when p_installed then null else core.now() end,
    installed_at = case when p_installed then core.now() else s.installed_at end
  where s.store = p_store and (s.uninstalled_at is null) <> p_installed
    -- Removed, and there again since: what comes late is old news.
    and (p_installed or ((p_delivery ->> 'triggered_at')::timestamptz < s.installed_at) is not true);
  if not found then
    return core.ok(true);
  end if;
  perform core.log_event(case when p_installed then 'app_installed' else 'app_uninstalled' end, p_store, null);
  if not p_installed then
    perform core.alert('app_uninstalled', p_store, p_store);
  end if;
  return core.ok(false);
end
$$;

comment on function api.note_uninstalled is
  'The app was removed from a shop, or is there again: pushes wait meanwhile, and somebody is told. @returns done_answer';

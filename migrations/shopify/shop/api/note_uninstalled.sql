create or replace function api.note_uninstalled(
  p_actor jsonb, p_store text, p_installed boolean default false, p_delivery jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_uninstalled', p_store => p_store);
  v_shop core.shops;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_shop from core.shops s where s.store = p_store for update;
  if v_shop.store is null or (v_shop.uninstalled_at is null) = p_installed then
    return core.ok(true);
  end if;
  if p_installed then
    update core.shops s set uninstalled_at = null, installed_at = core.now() where s.store = p_store;
    perform core.log_event('app_installed', p_store, null);
    return core.ok(false);
  end if;

  -- Claimed anew: an answer that the shop is just giving says nothing of this.
  update core.shops s set uninstall_claimed_at = core.now() where s.store = p_store;
  perform core.enqueue('uninstall_check', p_store, p_store, jsonb_build_object('store', p_store));
  if v_shop.uninstall_claimed_at is null then
    perform core.log_event('uninstall_claimed', p_store, null);
  end if;
  return core.ok(v_shop.uninstall_claimed_at is not null);
end
$$;

comment on function api.note_uninstalled is
  'Records the claim of a delivery that the app was removed from a shop, so that the shop will be asked; or '
  '(p_installed) the word of a person that it is installed again. @returns done_answer';

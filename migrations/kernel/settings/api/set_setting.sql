create or replace function api.set_setting(p_actor jsonb, p_key core.label, p_value jsonb, p_store core.store_name default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_setting');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- What holds for all stores of an organisation is for a person of all of them.
  if exists (select from unnest(case when p_store is null then core.stores_of(core.house()) else array[p_store::text] end) s
    where not coalesce(core.sees(s), false))
  then
    return core.refuse('AUTH001', 'store');
  end if;
  if not coalesce(core.is_setting(p_key), false) then
    return core.refuse('SET001', 'key');
  end if;
  if jsonb_typeof(p_value) is distinct from 'object' or (p_key = 'business_hours' and not core.are_hours(p_value)) then
    return core.refuse('SET001', 'value');
  end if;

  insert into core.settings (store, key, value, updated_by) values (p_store, p_key, p_value, core.actor('id'))
  on conflict (store, organisation, key) do update set value = excluded.value, updated_by = excluded.updated_by
  where settings.value is distinct from excluded.value;
  if not found then
    return core.ok(true);
  end if;
  perform core.log_event('setting_changed', p_store, null, p_detail => jsonb_build_object('key', p_key));
  return core.ok(false);
end
$$;

comment on function api.set_setting is
  'Sets order_rules (how orders are read), capacity (what each stage can do), business_hours (when a store is open), acceptance (when a '
  'marketplace''s orders are accepted), parcel (how they are sent), fulfilment (whether a label waits for its parcel to be scanned), auto_reply or '
  'message_templates (what customers of a marketplace are answered), or pantry (how a pantry takes orders), for one store or, without one, for all of the organisation. @returns done_answer '
  '@refuses SET001';

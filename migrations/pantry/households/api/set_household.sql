create or replace function api.set_household(
  p_actor jsonb, p_store core.store_name, p_size core.household_size, p_diets core.diets default '[]',
  p_valid_until core.due_day default null, p_approved boolean default true, p_household_id uuid default null, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_household', p_scan_id, jsonb_build_object('store', p_store, 'size', p_size, 'diets', p_diets,
    'valid_until', p_valid_until, 'approved', p_approved, 'household_id', p_household_id), p_store);
  v_diets text[] := array(select distinct d from unnest(core.texts(p_diets)) d order by d);
  v_old core.households;
  v_new core.households;
begin
  if v_stop is not null then
    return v_stop;
  elsif not pantry.is_pantry(p_store) then
    return core.refuse('PAN007', 'store');
  end if;
  if p_household_id is null then
    insert into core.households (store, size, diets, valid_until, approved_at)
    values (p_store, p_size, v_diets, p_valid_until, case when p_approved then core.now() end) returning * into v_new;
  else
    select h.* into v_old from core.households h where h.store = p_store and h.household_id = p_household_id for update;
    if v_old.household_id is null then
      return core.refuse('PAN004', 'household_id');
    end if;
    -- Who saves it has looked at it: it need not ask again.
    update core.households h set size = p_size, diets = v_diets, valid_until = p_valid_until, asks_since = null,
      approved_at = case when p_approved then coalesce(h.approved_at, core.now()) end
    where h.store = p_store and h.household_id = p_household_id returning h.* into v_new;
    if v_new = v_old then
      return core.ok(true, jsonb_build_object('household', pantry.household_json(v_new)), p_store);
    end if;
  end if;
  perform core.log_event('household_set', p_store, null, p_detail => jsonb_build_object('household_id', v_new.household_id));
  return core.ok(false, jsonb_build_object('household', pantry.household_json(v_new)), p_store);
end
$$;

comment on function api.set_household is
  'Adds a household to a pantry, or changes one: how many people, what they eat or need, the last day on which it may order, and whether '
  'it may. Saving it clears that it has to ask staff. @returns household_answer @refuses PAN004 PAN007';

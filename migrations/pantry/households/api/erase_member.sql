create or replace function api.erase_member(p_actor jsonb, p_member_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'erase_member');
  v_order record;
  v_old core.staff_shared;
  v_before text;
  v_new core.staff_shared;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_old from core.staff_shared s where s.id = p_member_id and s.audience = 'member' for no key update;
  if v_old.id is null or core.managed(p_member_id) is null then
    return core.refuse('STF001', 'member_id');
  end if;
  -- Also in stores to which they belong no more.
  v_before := core.see_house();
  -- Households before sales, as the sweeper locks them.
  perform from core.households h join core.household_members m using (store, household_id)
  where m.member_id = p_member_id order by h.store for update of h;
  for v_order in
    select s.store, s.order_gid from core.sales s where s.member_id = p_member_id order by s.store, s.order_gid for update
  loop
    perform core.empty_columns('customer', v_order.store, v_order.order_gid);
  end loop;
  perform core.empty_columns('member', s, p_member_id::text) from unnest(core.stores_of(core.house())) s;
  delete from core.household_members m where m.member_id = p_member_id;
  perform core.see_stores(v_before);
  update core.staff_shared s set display_name = 'Erased', email = null, is_active = false, language = null
  where s.id = p_member_id and (s.display_name, s.email, s.is_active) is distinct from ('Erased', null, false)
  returning s.* into v_new;
  if v_new.id is null then
    return core.ok(true);
  end if;
  delete from core.staff_accounts a where a.staff_id = p_member_id;
  perform core.person_changed(v_old, v_new);
  perform core.log_event('member_erased', null, null, p_detail => jsonb_build_object('staff_id', p_member_id));
  return core.ok(false);
end
$$;

comment on function api.erase_member is
  'Erases a member for good: their name, e-mail and accounts, what their household eats unless others belong to it, their baskets, and what '
  'was written about their orders. They are signed out everywhere. Orders and stock stay. @returns done_answer @refuses STF001';

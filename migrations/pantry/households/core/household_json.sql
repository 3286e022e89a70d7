-- A household as staff and its own members see it.
create or replace function pantry.household_json(p_household core.households) returns jsonb
language sql stable
return jsonb_build_object('household_id', p_household.household_id, 'size', p_household.size, 'diets', to_jsonb(p_household.diets),
  'valid_until', p_household.valid_until, 'is_approved', p_household.approved_at is not null, 'asks_staff', p_household.asks_since is not null,
  'members', (
    select coalesce(jsonb_agg(jsonb_build_object('member_id', s.id, 'display_name', s.display_name, 'is_active', s.is_active)
      order by s.display_name, s.id), '[]')
    from core.household_members m join core.staff_shared s on s.id = m.member_id
    where m.store = p_household.store and m.household_id = p_household.household_id));

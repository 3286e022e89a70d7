-- A person as whoever manages staff sees them.
create or replace function core.staff_json(p_staff core.staff_shared) returns jsonb
language sql stable
return core.person_json(p_staff) || jsonb_build_object('email', p_staff.email, 'is_active', p_staff.is_active,
  'has_badge', exists (select from core.badges b where b.staff_id = p_staff.id and b.revoked_at is null),
  'has_pin', exists (select from core.pins p where p.staff_id = p_staff.id));

-- A person as other people at work see them.
create or replace function core.person_json(p_staff core.staff_shared) returns jsonb
language sql stable
return jsonb_build_object('staff_id', p_staff.id, 'display_name', p_staff.display_name, 'role', p_staff.role,
  'stores', to_jsonb(p_staff.stores));

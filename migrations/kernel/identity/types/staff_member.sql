create type api.staff_member as (
  staff_id uuid,
  display_name text,
  role core.staff_role,
  stores text[],
  email text,
  is_active boolean,
  has_badge boolean,
  has_pin boolean
);

comment on type api.staff_member is 'A person, for those who manage staff.';
comment on column api.staff_member.email is '@nullable';

create type api.person as (
  staff_id uuid,
  display_name text,
  role core.staff_role,
  stores text[]
);

comment on type api.person is 'A person as others at work see them.';

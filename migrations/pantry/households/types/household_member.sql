create type api.household_member as (
  member_id uuid,
  display_name text,
  is_active boolean
);

comment on type api.household_member is 'A member of a household.';

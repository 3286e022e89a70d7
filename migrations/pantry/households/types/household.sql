create type api.household as (
  household_id uuid,
  size integer,
  diets text[],
  valid_until date,
  is_approved boolean,
  asks_staff boolean,
  members api.household_member[]
);

comment on type api.household is
  'A household of a pantry: how many people, what they eat or need, until when and whether it may order. asks_staff: it has not come for '
  'its orders too often.';
comment on column api.household.valid_until is '@nullable';

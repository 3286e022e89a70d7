create type api.pantry_order as (
  id text,
  status text,
  status_since timestamptz,
  placed_at timestamptz,
  cancelled_by text,
  member_id uuid,
  member_name text,
  household_id uuid,
  session_id uuid,
  slot_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  pickup_code text,
  actions text[],
  lines api.pantry_line[]
);

comment on type api.pantry_order is
  'An order of a pantry''s member, with what the caller may do next about it. pickup_code is shown when it is picked up, between '
  'starts_at and ends_at; cancelled_by: the member, staff, or no_show.';
comment on column api.pantry_order.cancelled_by is '@nullable';

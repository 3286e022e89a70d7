create type api.pantry_slot as (
  slot_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  is_full boolean,
  capacity integer,
  taken integer
);

comment on type api.pantry_slot is
  'A window in which orders are picked up. is_full: it takes none any more. How many it has is shown to staff alone; there are more than '
  'its capacity where that was lowered afterwards.';
comment on column api.pantry_slot.capacity is '@nullable';
comment on column api.pantry_slot.taken is '@nullable';

create type api.waiting_entry as (
  waiting_id uuid,
  session_id uuid,
  slot_id uuid,
  joined_at timestamptz,
  offered_slot_id uuid,
  offered_until timestamptz
);

comment on type api.waiting_entry is
  'A member waits for a place in a session: in one slot, or in any. offered_slot_id: a place there is held for them, until offered_until.';
comment on column api.waiting_entry.slot_id is '@nullable';
comment on column api.waiting_entry.offered_slot_id is '@nullable';
comment on column api.waiting_entry.offered_until is '@nullable';

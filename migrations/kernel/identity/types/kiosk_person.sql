create type api.kiosk_person as (
  staff_id uuid,
  display_name text,
  has_pin boolean,
  turn_id uuid
);

comment on type api.kiosk_person is 'A person of the kiosk''s store; turn_id while they are signed in at it.';
comment on column api.kiosk_person.turn_id is '@nullable';

create type api.device as (
  device_id uuid,
  store text,
  station text,
  shown_stores text[],
  enrolled_at timestamptz,
  enrolled_by uuid,
  revoked_at timestamptz
);

comment on type api.device is 'An enrolled kiosk.';
comment on column api.device.shown_stores is 'Stores shown beside its own, while no one is signed in at it.';
comment on column api.device.revoked_at is '@nullable';

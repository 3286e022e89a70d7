create type api.pantry_session as (
  session_id uuid,
  title text,
  opens_at timestamptz,
  closes_at timestamptz,
  state text,
  closed_by text,
  is_open boolean,
  max_orders integer,
  taken integer,
  slots api.pantry_slot[]
);

comment on type api.pantry_session is
  'A pantry session, in which members order: planned, open or closed, then by time, by count or by hand. is_open: it takes orders now. '
  'How many it has is shown to staff alone.';
comment on column api.pantry_session.closed_by is '@nullable';
comment on column api.pantry_session.max_orders is '@nullable';
comment on column api.pantry_session.taken is '@nullable';

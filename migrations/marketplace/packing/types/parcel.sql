create type api.parcel as (
  store text,
  id text,
  status text,
  ship_by timestamptz,
  fault text,
  packs_now boolean,
  has_label boolean,
  prints integer,
  packed_at timestamptz,
  handed_over boolean,
  verified boolean,
  items api.parcel_item[]
);

comment on type api.parcel is
  'An order''s parcel: its things by shelf, whether it may be packed now, how often its label was printed, and whether the '
  'order may be reported as shipped.';
comment on column api.parcel.ship_by is '@nullable';
comment on column api.parcel.fault is '@nullable';
comment on column api.parcel.packed_at is '@nullable';

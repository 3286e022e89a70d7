create type api.waiting_parcel as (
  id text,
  status text,
  ship_by timestamptz,
  has_label boolean,
  prints integer,
  pieces numeric,
  verified numeric
);

comment on type api.waiting_parcel is 'A parcel that is to be packed: how much belongs in, how much was scanned, and how far its label is.';
comment on column api.waiting_parcel.ship_by is '@nullable';

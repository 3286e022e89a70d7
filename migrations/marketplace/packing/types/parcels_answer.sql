create type api.parcels_answer as (
  at timestamptz,
  timezone text,
  stores text[],
  verify_parcels text,
  ship_when text,
  parcels api.waiting_parcel[],
  picks api.pick_item[]
);

comment on type api.parcels_answer is
  'The parcels that are to be packed, by deadline, and what is still to be picked for them, by shelf; the store''s zone, '
  'the marketplaces'' stores that you may choose from, and how this one packs.';

create type api.verified_answer as (
  sku text,
  parcel api.parcel
);

comment on type api.verified_answer is 'The SKU that was scanned, and the parcel with it.';

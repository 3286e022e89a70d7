create type api.parcel_answer as (
  parcel api.parcel
);

comment on type api.parcel_answer is 'A parcel as it is now.';

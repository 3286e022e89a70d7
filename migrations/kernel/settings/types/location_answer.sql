create type api.location_answer as (
  location api.storage_location
);

comment on type api.location_answer is 'The storage location as it is now.';

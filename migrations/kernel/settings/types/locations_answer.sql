create type api.locations_answer as (
  locations api.storage_location[]
);

comment on type api.locations_answer is 'A store''s storage locations.';

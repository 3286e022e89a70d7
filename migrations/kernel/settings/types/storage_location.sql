create type api.storage_location as (
  code text,
  store text,
  name text,
  is_active boolean
);

comment on type api.storage_location is 'Where a cake can stand; the code is on a label there.';

create type api.storage_location as (
  code text,
  store text,
  name text,
  is_active boolean
);

comment on type api.storage_location is 'A place where a cake can be stored; the code is on a label there.';

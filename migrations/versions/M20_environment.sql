-- depends: M19_page_errors
set local role ordak_owner;

-- Which environment this database is of, as the last deployment that migrated it said; no row where none has.
-- One in prod does not go down to an older version.
create table core.environment (
  only_one boolean primary key default true check (only_one),
  name text not null
);

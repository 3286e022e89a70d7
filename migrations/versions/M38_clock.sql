-- Days on which a store of a province is closed: business time (core.business_moment) passes over them.
-- depends: M37_marketplace
set local role ordak_owner;

create table core.holidays (
  -- The two letters of a province, or CA for those that federal law names.
  province text not null check (province ~ '^[A-Z]{2}$'),
  day date not null,
  name text not null,
  primary key (province, day)
);

-- For how many days stock lasts, and over how many it is reckoned.
-- depends: M51_pantry_baskets
set local role ordak_owner;

create domain core.cover_days as integer check (value between 1 and 365);
comment on domain core.cover_days is '{"ge": 1, "le": 365}';

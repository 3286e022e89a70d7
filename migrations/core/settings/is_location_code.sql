-- Does somebody mean a storage location by its code, L-7K3M9Q2D-W, rightly read or not?
create or replace function core.is_location_code(p_text text) returns boolean
language sql immutable
return upper(btrim(p_text)) ~ '^L-[0-9A-Z]{8}-[0-9A-Z]$';

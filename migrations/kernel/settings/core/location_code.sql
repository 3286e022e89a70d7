-- The code of a storage location, L-7K3M9Q2D-W, that somebody means, rightly read or not; null for any other words.
create or replace function core.location_code(p_text text) returns text
language sql immutable
return substring(upper(core.plain_scan(p_text)) from '^L-[0-9A-Z]{8}-[0-9A-Z]$');

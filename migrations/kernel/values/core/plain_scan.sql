-- A scan without what scanners add to it: control characters and blanks at both ends, and the symbology's identifier
-- (]C1, ]Q3, ]d2) before it. What it then says is read as if it had been typed.
create or replace function core.plain_scan(p_scan text) returns text
language sql immutable
return regexp_replace(p_scan, '^[\x01-\x20\x7f]*(\][A-Za-z][0-9][\x01-\x20\x7f]*)?|[\x01-\x20\x7f]+$', '', 'g');

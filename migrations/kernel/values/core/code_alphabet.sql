-- What codes of ours are made of: neither letters that look like others nor Z, which some scanners' keyboards type as Y.
create or replace function core.code_alphabet() returns text
language sql immutable
return '0123456789ABCDEFGHJKMNPQRSTVWXY';

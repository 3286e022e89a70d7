-- When a look for orders has to begin to have seen every one of before a moment: the reverse of core.covers_until.
create or replace function shopify.covered_from(p_at timestamptz) returns timestamptz
language sql immutable
return p_at + interval '1 minute';

-- The size that a size counts as: 8", 8in, 8-inch and 8 Inch are one.
create or replace function bakery.size_group(p_size text) returns text
language sql immutable
return btrim(regexp_replace(regexp_replace(lower(p_size),
  '(\d)[\s-]*(?:"|”|″|''''|inch(?:es)?\y|in\y)', '\1"', 'g'), '[\s-]+', ' ', 'g'));

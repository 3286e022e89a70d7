-- Did the shop answer that it broke, for whatever reason? Where an answer was lost the fault is not in what we sent.
create or replace function shopify.breaks(p_code text) returns boolean
language sql immutable
return coalesce(p_code, '') ~ '^(HTTP_5[0-9][0-9]|INTERNAL_SERVER_ERROR|SERVICE_UNAVAILABLE)$';

-- When a delivery was triggered, by a header that nobody signed: a time that has not come yet is none.
create or replace function bakery.triggered_at(p_delivery jsonb) returns timestamptz
language sql stable
return (
  select t.at from (values ((p_delivery ->> 'triggered_at')::timestamptz)) t (at) where t.at <= core.now() + core.skew());

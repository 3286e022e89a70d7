-- When a store is open that has no setting business_hours.
create or replace function core.usual_hours() returns jsonb
language sql immutable
return (select jsonb_object_agg(d.day, '[["9:00", "17:00"]]'::jsonb) from unnest('{mon,tue,wed,thu,fri}'::text[]) d (day));

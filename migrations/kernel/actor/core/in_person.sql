-- Has whoever acts signed in themself? Neither a turn at a kiosk nor another system's token makes what would outlast it.
create or replace function core.in_person() returns boolean
language sql stable
return core.actor('kind') = 'staff' and core.actor('turn') is null;

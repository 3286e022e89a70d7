-- The stores of the person whose database login this is. Definer: the tool itself may not read staff.
-- It asks session_user, which no setting of the session can change.
create or replace function core.stores_of_login() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select s.stores from core.staff_shared s where s.database_login = session_user and s.is_active);

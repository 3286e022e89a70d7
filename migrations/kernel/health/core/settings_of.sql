-- What a login is set to, everywhere and in this database.
create or replace function core.settings_of(p_login text) returns text[]
language sql stable
return (
  select coalesce(array_agg(case when s.setdatabase = 0 then c.setting else 'here: ' || c.setting end order by 1), '{}')
  from pg_db_role_setting s
  join pg_roles r on r.oid = s.setrole
  cross join unnest(s.setconfig) c (setting)
  where r.rolname = p_login
    and s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database())));

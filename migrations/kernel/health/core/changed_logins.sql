-- The logins that are not as the last migration left them, and what of them differs: names of settings, never their
-- values, and what a login can make that none of ours needs.
create or replace function core.changed_logins() returns table (login text, changes text[])
language sql stable
begin atomic
  with here as (
    select l.login, r.oid, l.settings as expected, core.settings_of(l.login) as found
    from core.login_settings l join pg_roles r on r.rolname = l.login
  ), different as (
    select h.login, split_part(s.setting, '=', 1) as change
    from here h cross join unnest(h.expected || h.found) s (setting)
    where not (s.setting = any (h.expected) and s.setting = any (h.found))
    union
    select h.login, 'temporary tables' from here h where has_database_privilege(h.oid, current_database(), 'temporary')
    union
    select h.login, 'large objects' from here h join pg_largeobject_metadata m on m.lomowner = h.oid
  )
  select d.login, array_agg(d.change order by d.change) from different d group by d.login;
end;

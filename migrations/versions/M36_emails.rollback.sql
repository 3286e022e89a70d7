set local role ordak_owner;
-- Of two people with one account or one e-mail the house's keeps it, else that of the first organisation.
delete from core.staff_accounts a using (
  select c.ctid, row_number() over (partition by c.provider, c.subject, c.audience order by c.organisation <> 'house', c.organisation) as place
  from core.staff_accounts c) p
where p.ctid = a.ctid and p.place > 1;
update core.staff_shared s set email = null from (
  select c.id, row_number() over (partition by c.email, c.audience order by c.organisation <> 'house', c.organisation) as place
  from core.staff_shared c where c.email is not null) p
where p.id = s.id and p.place > 1;
alter table core.staff_accounts
  drop constraint staff_accounts_pkey,
  drop column organisation,
  add primary key (provider, subject, audience);
drop index core.staff_shared_email;
create unique index staff_shared_email on core.staff_shared (email, audience) where email is not null;

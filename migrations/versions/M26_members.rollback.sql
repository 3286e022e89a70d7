set local role ordak_owner;
alter table core.sales drop column member_id;
alter table core.staff_accounts drop constraint staff_accounts_pkey;
-- Of two people with one account or one e-mail who works here keeps it.
delete from core.staff_accounts m using core.staff_accounts s
where m.audience = 'member' and s.audience = 'staff' and s.provider = m.provider and s.subject = m.subject;
update core.staff_shared m set email = null from core.staff_shared s
where m.audience = 'member' and s.audience = 'staff' and s.email = m.email;
alter table core.staff_accounts
  drop column audience,
  add primary key (provider, subject);
drop index core.staff_shared_email;
create unique index staff_shared_email on core.staff_shared (email) where email is not null;
alter table core.staff_shared drop column audience;
drop function core.audience_of(core.staff_role);

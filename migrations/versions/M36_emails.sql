-- An e-mail and an account are unique within an organisation: who works in two of them, or orders there, is two people.
-- People and their accounts are a few thousand rows at the most: they may be rewritten, and their indexes made anew.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion, constraint-missing-not-valid
-- squawk-ignore-file adding-foreign-key-constraint, ban-drop-constraint, adding-serial-primary-key-field
-- depends: M35_personal_columns
set local role ordak_owner;

drop index core.staff_shared_email;
create unique index staff_shared_email on core.staff_shared (email, audience, organisation) where email is not null;

alter table core.staff_accounts add column organisation text not null default 'house' references core.organisations;
alter table core.staff_accounts alter column organisation set default coalesce(core.house(), 'house');
update core.staff_accounts a set organisation = s.organisation
from core.staff_shared s where s.id = a.staff_id and s.organisation <> 'house';
alter table core.staff_accounts
  drop constraint staff_accounts_pkey,
  add primary key (provider, subject, audience, organisation);
comment on column core.staff_accounts.organisation is 'Its person''s, as the audience is.';

-- The functions of the release before name the new key, and the organisation, until they are replaced.
set local role ordak_api;
do $$
declare
  v_old record;
begin
  for v_old in
    select p.oid from pg_proc p where p.proname in ('take_in', 'find_account') and p.pronamespace = 'core'::regnamespace
  loop
    execute replace(replace(pg_get_functiondef(v_old.oid),
      'on conflict (email, audience) where', 'on conflict (email, audience, organisation) where'),
      'core.staff_accounts (provider, subject, audience, staff_id) values (',
      'core.staff_accounts (organisation, provider, subject, audience, staff_id) values (v_staff.organisation, ');
  end loop;
end
$$;

-- A person may be a member beside being staff, by the same e-mail and the same account; what belongs to a member is theirs alone.
-- People and their accounts are a few thousand rows at the most: they may be rewritten, and their indexes made anew.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion, constraint-missing-not-valid
-- squawk-ignore-file adding-field-with-default, ban-drop-constraint, adding-not-nullable-field, adding-serial-primary-key-field
-- depends: M25_statuses_hold
set local role ordak_owner;

-- Those whom a role belongs to: who works here, or who orders here.
create function core.audience_of(p_role core.staff_role) returns text
language sql immutable
return case when p_role = 'Member' then 'member' else 'staff' end;

alter table core.staff_shared
  add column audience text not null generated always as (core.audience_of(role)) stored;
drop index core.staff_shared_email;
create unique index staff_shared_email on core.staff_shared (email, audience) where email is not null;

alter table core.staff_accounts add column audience text not null default 'staff';
update core.staff_accounts a set audience = 'member' from core.staff_shared s where s.id = a.staff_id and s.audience = 'member';
alter table core.staff_accounts
  drop constraint staff_accounts_pkey,
  add primary key (provider, subject, audience);
comment on column core.staff_accounts.audience is 'Its person''s. No foreign key to both: what one refers to is locked whole when a role is written.';

alter table core.sales
  add column member_id uuid,
  add constraint sales_member foreign key (member_id) references core.staff_shared not valid;
create index sales_member on core.sales (member_id) where member_id is not null;
comment on column core.sales.member_id is 'Whose order it is, in a flow in which members order.';

-- The function of the release before names the new key until it is replaced.
set local role ordak_api;
do $$
declare
  v_old record;
begin
  for v_old in select p.oid from pg_proc p where p.proname = 'take_in' and p.pronamespace = 'core'::regnamespace loop
    execute replace(pg_get_functiondef(v_old.oid), 'on conflict (email) where', 'on conflict (email, audience) where');
  end loop;
end
$$;

-- Mail to members: when it was last asked for, and in which language each reads it.
-- depends: M48_scans_once
-- squawk-ignore-file constraint-missing-not-valid
set local role ordak_owner;

-- On the way back it stays: without a mail it means nothing.
insert into core.outlets (name) values ('mail') on conflict do nothing;
-- Null: not known, so that of their store.
alter table core.staff_shared add column language text check (language in ('en', 'fr'));

-- The check of M26 for the rows that were there before.
-- depends: M26_members
set local role ordak_owner;
alter table core.sales validate constraint sales_member;

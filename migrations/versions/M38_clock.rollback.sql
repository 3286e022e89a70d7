set local role ordak_owner;
drop table core.holidays;

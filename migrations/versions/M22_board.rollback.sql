set local role ordak_owner;
drop index core.orders_cancelled;
alter table core.devices drop column shown_stores;

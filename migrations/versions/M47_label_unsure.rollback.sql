set local role ordak_owner;
drop index core.shipments_not_fetched, core.marketplace_orders_label_unsure;
alter table core.marketplace_orders drop column label_unsure;

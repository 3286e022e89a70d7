set local role ordak_owner;
drop table core.shipment_lines;
drop table core.shipments;

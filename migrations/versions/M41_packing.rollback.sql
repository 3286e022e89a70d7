set local role ordak_owner;
drop table core.parcel_scans;
drop index core.shipments_unpacked, core.shipments_not_undone;
alter table core.shipments drop column prints, drop column packed_at, drop column unpacked_warned_at;

set local role ordak_owner;
drop function core.scan_of;

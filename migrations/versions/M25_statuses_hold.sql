-- The checks of M24 for the rows that were there before, without a lock that a scan would wait for.
-- depends: M24_moves
set local role ordak_owner;
alter table core.order_events validate constraint order_events_status_of_a_flow;
alter table core.order_events validate constraint order_events_from_status;
alter table core.order_events validate constraint order_events_to_status;
alter table core.remarks validate constraint remarks_about;
alter table core.remarks validate constraint remarks_order;

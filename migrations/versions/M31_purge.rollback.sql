drop index core.sign_in_tries_failed_at, core.work_queue_done, core.held_deliveries_quarantine, core.held_deliveries_told, core.held_deliveries_resolved;
alter table core.held_deliveries drop column end_told_at;
drop table core.retention;

drop table core.shop_skus;
drop type core.inventory_policy;
drop index core.work_queue_topic_due, core.work_queue_dedupe, core.work_queue_waiting, core.work_queue_dead, core.work_queue_finished, core.work_queue_store;
alter table core.work_queue drop column lease_expires_at, drop column finished_at, drop column last_error;

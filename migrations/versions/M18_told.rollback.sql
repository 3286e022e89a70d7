create index work_queue_due_at on core.work_queue (due_at) where status in ('pending', 'error', 'running');
drop index core.work_queue_oldest, core.work_queue_error;
drop table core.worker_minutes, core.standstills;

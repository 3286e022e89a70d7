drop index core.sync_runs_last;
create index work_queue_topic_due on core.work_queue (topic, priority desc, work_id)
  where status in ('pending', 'error', 'running');
create index work_queue_waiting on core.work_queue (next_retry_at) where status in ('pending', 'error');
alter table core.work_queue
  drop constraint running_has_a_lease,
  drop column due_at,
  drop column sku;
drop index core.work_queue_leased, core.work_queue_held, core.work_queue_failed, core.work_queue_stray;

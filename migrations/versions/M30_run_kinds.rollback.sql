update core.sync_runs set status = 'failed', finished_at = core.now(), last_error = 'ROLLED_BACK' where store is null and status = 'running';
create unique index sync_runs_running on core.sync_runs (store, kind) where status = 'running';
drop index core.sync_runs_one;
drop table core.run_kinds;

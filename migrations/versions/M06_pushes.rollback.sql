-- What a batch holds waits again; a row whose twin waits already is done by that.
update core.work_queue w set status = 'done', locked_at = null, locked_by = null, finished_at = core.now()
where w.topic = 'inventory_push' and w.status = 'running' and exists (
  select from core.work_queue t
  where t.topic = w.topic and t.dedupe_key = w.dedupe_key and t.status in ('pending', 'error'));
update core.work_queue w set status = 'pending', locked_at = null, locked_by = null
where w.topic = 'inventory_push' and w.status = 'running';
drop table core.sync_findings;
drop index core.sync_runs_running;
alter table core.sync_runs drop column worker, drop column lease_expires_at, drop column since, drop column dry_run,
  drop column requested_by, drop column last_error;
drop table core.push_lines, core.push_batches;
drop type core.push_status;
drop index core.shop_skus_product, core.shop_skus_item;
alter table core.shop_skus drop column product_id, drop column unexplained, drop column seen_at, drop column verify, drop column fault;
drop table core.shops;

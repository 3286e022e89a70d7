drop table core.sync_findings;
drop index core.sync_runs_running;
alter table core.sync_runs drop column worker, drop column lease_expires_at, drop column since, drop column dry_run,
  drop column requested_by, drop column last_error;
drop table core.push_lines, core.push_batches;
drop type core.push_status;
drop index core.shop_skus_product, core.shop_skus_item;
alter table core.shop_skus drop column product_id, drop column unexplained, drop column seen_at, drop column verify, drop column fault;
drop table core.shops;

drop table core.held_deliveries, core.sync_runs, core.shop_tokens;
drop type core.run_status;

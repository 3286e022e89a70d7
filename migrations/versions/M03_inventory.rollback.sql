drop table core.work_queue, core.shortfalls, core.product_requirements, core.inventory_txn, core.inventory_items;
drop function core.refuse_cycle();
drop type core.work_status, core.txn_kind;

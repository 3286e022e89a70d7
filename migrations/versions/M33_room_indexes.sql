-- What is looked up by a SKU is looked up in one organisation's store room, or one organisation's stores, first.
-- Who writes these tables waits until the indexes are built, a second or two with 100,000 orders; who reads does not.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- depends: M32_store_rooms
set local role ordak_owner;

-- All at once, in the order in which a sale writes them: not one while a call that holds it waits for another.
lock table core.sale_lines, core.product_requirements, core.shortfalls, core.inventory_txn in share mode;
create index sale_lines_item on core.sale_lines (sku, store) where sku is not null;
create index product_requirements_made on core.product_requirements (organisation, component_sku);
create index shortfalls_waiting on core.shortfalls (organisation, sku, shortfall_id) where cleared_at is null;
create index inventory_txn_item on core.inventory_txn (organisation, sku, created_at desc);
-- A SKU in an organisation's shops is found by the key, (store, sku). Last: from here on also readers wait.
drop index core.sale_lines_sku, core.product_requirements_component, core.shortfalls_open, core.inventory_txn_sku, core.shop_skus_sku;

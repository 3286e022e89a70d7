-- Every row of before has its item and its store in the organisation that it was given. Nobody waits for this.
-- depends: M33_room_indexes
set local role ordak_owner;

alter table core.inventory_txn validate constraint inventory_txn_item, validate constraint inventory_txn_house;
alter table core.shortfalls validate constraint shortfalls_item, validate constraint shortfalls_house;
alter table core.shop_skus validate constraint shop_skus_house;

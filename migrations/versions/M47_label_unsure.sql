-- Orders that ended while no label of theirs is known here, which a restored database may have lost.
-- squawk-ignore-file require-concurrent-index-creation
-- depends: M46_pantry_orders
set local role ordak_owner;

-- The carrier is to be asked once whether it has sold one.
alter table core.marketplace_orders add column label_unsure boolean not null default false;
create index marketplace_orders_label_unsure on core.marketplace_orders (store, order_gid) where label_unsure;
-- What was bought and is not fetched yet: few of very many.
create index shipments_not_fetched on core.shipments (store, order_gid) where state = 'bought' and label_at is null;

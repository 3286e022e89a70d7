-- The only writer of stock: one ledger row and the counters it moves, together.
create or replace function core.post_txn(
  p_sku text, p_kind core.txn_kind, p_qty numeric, p_reason text, p_store text default null, p_ref_id text default null
) returns void
language sql
begin atomic
  with txn as (
    insert into core.inventory_txn (sku, kind, qty, reason, store, ref_id, actor_id, correlation_id)
    values (p_sku, p_kind, p_qty, p_reason, p_store, p_ref_id, core.actor('id'), core.actor('correlation_id'))
    returning inventory_txn.sku, inventory_txn.on_hand_delta, inventory_txn.reserved_delta
  )
  update core.inventory_items i
  set on_hand = i.on_hand + txn.on_hand_delta, reserved = i.reserved + txn.reserved_delta
  from txn where i.sku = txn.sku;
end;

-- Refuses what is asked of an order's parcel, with the parcel as it is.
create or replace function marketplace.refuse_parcel(p_code text, p_detail text, p_order core.marketplace_orders) returns jsonb
language sql
return core.refuse_about(p_code, p_detail, 'marketplace', p_order.store, p_order.order_gid, p_order.mirakl_id, p_order.status);

-- What an event keeps of the words that a person wrote about an order: where they are, for they can be emptied.
create or replace function marketplace.remark_json(p_order core.marketplace_orders, p_text text) returns jsonb
language sql
return jsonb_strip_nulls(jsonb_build_object('remark_id', core.remark_about(p_order.store, p_text, p_order_gid => p_order.order_gid)));

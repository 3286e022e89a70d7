-- The order that a conversation is about; null while it is not here.
create or replace function marketplace.conversation_order_json(p_conversation core.conversations) returns jsonb
language sql stable
return (
  select jsonb_build_object('order_id', o.mirakl_id, 'status', o.status, 'state', o.state, 'ordered_at', s.ordered_at, 'ship_by', o.ship_by,
    'total_amount', s.total_amount, 'currency', s.currency, 'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku, 'title', l.title, 'quantity', l.quantity) order by l.line_no), '[]')
      from core.sale_lines l where l.store = s.store and l.order_gid = s.order_gid))
  from core.marketplace_orders o join core.sales s using (store, order_gid)
  where o.store = p_conversation.store and o.order_gid = p_conversation.order_gid);

-- Lets a step pass over an order at which it fails, for a while that grows with each failure to an hour. The order is locked.
create or replace function marketplace.pass_over(p_order core.marketplace_orders, p_step text, p_code text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.marketplace_orders m set failures = m.failures + 1, due_at = core.now() + least(m.failures + 1, 12) * interval '5 minutes'
  where m.store = p_order.store and m.order_gid = p_order.order_gid;
  perform marketplace.note_fault(p_order, p_step, p_code);
end
$$;

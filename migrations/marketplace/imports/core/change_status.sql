-- Brings an order to a status, with its event; a step looks at it at once, and whatever failed before is of the status that it leaves.
-- p_code: what failed, where the status is one that waits for a person. The order is locked.
create or replace function marketplace.change_status(
  p_kind text, p_order core.marketplace_orders, p_to text, p_detail jsonb default '{}', p_code text default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update core.marketplace_orders m set status = p_to, writing = null, written_at = null, rereads = 0, due_at = core.now(),
    fault = p_code, failures = 0, decision = null
  where m.store = p_order.store and m.order_gid = p_order.order_gid;
  perform core.log_move(p_kind, 'marketplace', p_order.store, p_order.order_gid, p_order.mirakl_id, p_order.status, p_to,
    p_detail || jsonb_strip_nulls(jsonb_build_object('code', p_code)));
end
$$;

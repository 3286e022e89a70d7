-- What is kept of an order that is new here, before anything of it is read: from when on it waits, and until when it may.
create or replace function marketplace.new_order(p_store text, p_order jsonb) returns core.marketplace_orders
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_order core.marketplace_orders;
begin
  insert into core.marketplace_orders (store, order_gid, mirakl_id, status, state, last_updated_at, accept_by)
  values (p_store, p_order ->> 'order_gid', p_order ->> 'mirakl_id', 'pending_acceptance', p_order ->> 'state',
    (p_order ->> 'updated_at')::timestamptz, (p_order ->> 'created_at')::timestamptz
      + make_interval(mins => ((marketplace.acceptance_rules(p_store) ->> 'hours')::numeric * 60)::integer))
  returning * into v_order;
  return v_order;
end
$$;

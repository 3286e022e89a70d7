-- Has a member mailed about their order, once it is committed; only where the setting `pantry` says so. The row holds no more than which
-- order it is: who that is, and their address, are looked up as it is sent.
create or replace function pantry.notify_member(p_order core.pantry_orders, p_kind text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (pantry.rules(p_order.store) ->> 'mail')::boolean then
    perform core.enqueue('mail', p_order.store, concat_ws(':', p_order.store, p_order.id, p_kind),
      jsonb_build_object('kind', p_kind, 'order_gid', p_order.order_gid));
  end if;
end
$$;

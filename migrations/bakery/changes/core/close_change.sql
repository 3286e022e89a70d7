-- What follows from a changed order: stock, an event with the tickets it touched, and an alert for cakes already begun.
create or replace function bakery.close_change(p_store text, p_order_gid text, p_changed jsonb, p_kind text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform bakery.book_order(p_store, p_order_gid);
  if p_changed = '{}' and p_kind = 'order_changed' then
    return;
  end if;
  perform core.log_event(p_kind, p_store, p_order_gid, p_detail => p_changed);
  if p_changed ? 'begun' then
    perform core.alert('changed_after_start', p_store, p_order_gid, jsonb_build_object('tickets', p_changed -> 'begun'));
  end if;
end
$$;

-- Brings an order to a status, with its event (pantry_confirmed, …), and lets stock and slot follow: at its end what it held is used up,
-- or free again, and its place with it. p_by: who cancels it. The order is locked.
create or replace function pantry.change_status(
  p_order core.pantry_orders, p_to text, p_detail jsonb default '{}', p_by text default null
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  -- A member's own order moves the stock that everybody of the organisation shares.
  v_before text := core.see_house();
  v_awaited boolean;
begin
  update core.pantry_orders o set status = p_to, status_since = core.now(), cancelled_by = p_by
  where o.store = p_order.store and o.order_gid = p_order.order_gid;
  if p_to = 'COMPLETED' then
    update core.sales s set fulfilled_at = core.now() where s.store = p_order.store and s.order_gid = p_order.order_gid;
    perform stock.book_items(p_order.store, p_order.order_gid, true);
  elsif p_to = 'CANCELLED' then
    v_awaited := pantry.is_awaited(p_order.store, p_order.session_id, p_order.slot_id);
    if v_awaited then
      perform pantry.lock_session(p_order.store, p_order.session_id);
    end if;
    update core.sales s set cancelled_at = core.now() where s.store = p_order.store and s.order_gid = p_order.order_gid;
    perform stock.book_items(p_order.store, p_order.order_gid);
    -- After the stock, as an order that is placed.
    if v_awaited then
      perform pantry.free_place(p_order.store, p_order.session_id, p_order.slot_id);
    else
      update core.pantry_slots t set taken = t.taken - 1 where t.store = p_order.store and t.slot_id = p_order.slot_id;
    end if;
  end if;
  perform core.see_stores(v_before);
  perform core.log_move('pantry_' || lower(p_to), 'pantry', p_order.store, p_order.order_gid, p_order.id, p_order.status, p_to, p_detail);
  -- Members know what they cancel themselves.
  if p_to in ('CONFIRMED', 'READY') or p_to = 'CANCELLED' and p_by is distinct from 'member' then
    perform pantry.notify_member(p_order.store, lower(p_to), jsonb_build_object('order_gid', p_order.order_gid));
  end if;
end
$$;

-- Follows what the marketplace says of an order: its status, its lines, its stock. Older than what is known it changes nothing: false;
-- of the same second, what is not as far. The order is locked.
create or replace function marketplace.follow_order(p_known core.marketplace_orders, p_order jsonb, p_new boolean) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_updated timestamptz := (p_order ->> 'updated_at')::timestamptz;
  v_flags text[] := (select s.flags from core.sales s where s.store = p_known.store and s.order_gid = p_known.order_gid);
  v_status text := marketplace.next_status(p_known.status, p_order ->> 'state', (p_order ->> 'refunded')::boolean);
  v_lines boolean;
  v_came boolean := p_known.address is null and p_order ->> 'address' is not null;
begin
  if v_updated < p_known.last_updated_at
    or (v_updated = p_known.last_updated_at and marketplace.state_rank(p_order ->> 'state') < marketplace.state_rank(p_known.state))
  then
    return false;
  end if;
  perform marketplace.write_order(p_known.store, p_order);
  v_lines := marketplace.write_lines(p_known.store, p_known.order_gid, p_order -> 'lines');
  if p_new then
    update core.marketplace_orders m set status = v_status where m.store = p_known.store and m.order_gid = p_known.order_gid;
    perform core.log_move('order_imported', 'marketplace', p_known.store, p_known.order_gid, p_known.mirakl_id, null, v_status);
  elsif v_status <> p_known.status then
    perform marketplace.change_status('order_followed', p_known, v_status, jsonb_build_object('state', p_order ->> 'state'));
  elsif v_lines or v_came then
    perform core.log_move('order_changed', 'marketplace', p_known.store, p_known.order_gid, p_known.mirakl_id,
      p_detail => jsonb_build_object('lines', v_lines, 'address', v_came));
  end if;
  if p_new or v_lines or v_status <> p_known.status then
    perform marketplace.end_sale(p_known.store, p_known.order_gid, v_status, p_new);
    perform marketplace.doubt_label(p_known.store, p_known.order_gid, v_status, p_new);
  end if;
  perform marketplace.count_order(p_known.store, p_known.order_gid) where p_new;
  perform marketplace.ask_about(p_known.store, p_known.order_gid, v_flags);
  return p_new or v_lines or v_came or v_status <> p_known.status or p_known.state <> p_order ->> 'state';
end
$$;

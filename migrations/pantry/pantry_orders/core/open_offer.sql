-- Finds an order and judges an action with a line of it that leaves its status as it is. stop: the answer to return at once.
create or replace function pantry.open_offer(
  p_actor jsonb, p_action text, p_store text, p_id text, p_scan_id uuid, p_request jsonb, out stop jsonb, out opened core.pantry_orders
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_code text;
begin
  stop := core.enter(p_actor, p_action, p_scan_id, jsonb_build_object('store', p_store, 'id', p_id) || p_request, p_store);
  if stop is not null then
    return;
  end if;
  opened := pantry.find_order(p_store, p_id);
  if opened.order_gid is null then
    stop := core.refuse('ORD001', 'id');
    return;
  end if;
  v_code := (select g.code from core.guard_move('pantry', p_action, opened.status) g);
  if v_code is not null then
    stop := core.refuse_about(v_code, opened.status, 'pantry', p_store, opened.order_gid, opened.id, opened.status);
  end if;
end
$$;

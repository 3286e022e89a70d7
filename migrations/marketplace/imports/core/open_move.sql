-- Begins what a person does about an order: finds it, locks it, and judges the move. answer: what is returned at once, for there is no such
-- order, or it was done already, or it may not be; else null. A step that is retried leads to where it had failed.
create or replace function marketplace.open_move(
  p_action text, p_store text, p_id text, p_reason text default null,
  out opened core.marketplace_orders, out to_status text, out answer jsonb
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_judged record;
begin
  opened := marketplace.find_order(p_store, p_id);
  if opened.order_gid is null then
    answer := core.refuse('ORD001', 'id');
    return;
  end if;
  select g.* into v_judged from core.guard_move('marketplace', p_action, opened.status, p_reason,
    case when p_action = 'retry_step' then marketplace.failed_from(opened) end) g;
  to_status := (v_judged.move).to_status;
  if v_judged.done then
    answer := core.ok(true, marketplace.order_json(opened), p_store);
  elsif v_judged.code is not null then
    answer := core.refuse_about(v_judged.code, opened.status, 'marketplace', p_store, opened.order_gid, opened.mirakl_id, opened.status);
  end if;
end
$$;

-- The ticket as a scan answers it. Not in SQL, which would be planned anew with each scan.
create or replace function bakery.ticket_json(p_order core.orders) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_today date := bakery.store_today(p_order.store);
  v_actions jsonb := to_jsonb(bakery.allowed_actions(p_order, core.actor('role')));
  v_others jsonb := bakery.others_of(array[p_order]) -> p_order.id;
  v_extras jsonb := bakery.extras_of(array[p_order]) -> p_order.id;
begin
  return (select to_jsonb(r) from bakery.ticket_columns(p_order, v_today, v_actions, v_others, v_extras) r);
end
$$;

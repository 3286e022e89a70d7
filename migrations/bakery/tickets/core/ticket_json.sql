-- The ticket as a scan answers it. Not in SQL, which would be planned anew with each scan.
create or replace function core.ticket_json(p_order core.orders) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_today date := core.store_today(p_order.store);
  v_actions text[] := core.allowed_actions(p_order, core.actor('role'));
begin
  return core.ticket_fields(p_order, v_today, v_actions) || core.together_json(p_order);
end
$$;

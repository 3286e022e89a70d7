-- Empties whatever is personal of these orders, everywhere it is kept, also where an order never became a sale; returns how many
-- sales that were. Ledger, events and stages stay whole.
create or replace function bakery.redact_sales(p_store text, p_order_gids text[]) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gid text;
  v_count integer := 0;
begin
  for v_gid in select distinct g.gid collate "C" from unnest(p_order_gids) g (gid) order by 1 loop
    perform bakery.lock_order(p_store, v_gid);
    perform core.empty_columns('customer', p_store, v_gid);
    update core.sales s set redacted_at = core.now() where s.store = p_store and s.order_gid = v_gid and s.redacted_at is null;
    v_count := v_count + found::integer;
  end loop;
  return v_count;
end
$$;

-- Keeps what a cake is filled from, as its recipe is at this moment: whatever the recipe becomes, this is in the cake.
create or replace function stock.keep_components(p_order core.orders) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Of what has no SKU nobody knows what it is made of.
  insert into core.ticket_components (store, ticket_id, sku, qty, counted, filled_at)
  select p_order.store, p_order.id, '', 1, false, p_order.filling_complete_ts
  where not exists (
    select from core.sale_lines l
    where l.store = p_order.store and l.order_gid = p_order.order_gid and l.line_no = p_order.line_no and l.sku is not null)
  on conflict (store, ticket_id, sku) do update
    set qty = excluded.qty, counted = excluded.counted, filled_at = excluded.filled_at;
  if found then
    return;
  end if;
  insert into core.ticket_components (store, ticket_id, sku, qty, counted, filled_at)
  select p_order.store, p_order.id, e.sku, e.qty, e.known, p_order.filling_complete_ts
  from core.sale_lines l cross join lateral stock.explode(l.sku) e
  where l.store = p_order.store and l.order_gid = p_order.order_gid and l.line_no = p_order.line_no
  on conflict (store, ticket_id, sku) do update
    set qty = excluded.qty, counted = excluded.counted, filled_at = excluded.filled_at;
end
$$;

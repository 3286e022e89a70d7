-- Gives stock to orders that were passed over when it came, because somebody was busy with them. A component at which this
-- fails costs no other.
create or replace function shopify.sweep_stock() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_sku text;
begin
  for v_sku in
    select distinct s.sku collate "C" as sku
    from core.shortfalls s join core.inventory_items i on i.sku = s.sku and i.on_hand > i.reserved
    where s.cleared_at is null order by 1
  loop
    begin
      perform stock.push_stock(stock.settle_waiting(array[v_sku]), null);
    exception when others then
      perform core.alert('sweep_failed', null, 'stock:' || v_sku, jsonb_build_object('part', 'stock', 'error', sqlstate));
    end;
  end loop;
end
$$;

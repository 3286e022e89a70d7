-- Gives stock to orders that were passed over when it came, because somebody was busy with them, in each organisation's
-- store room. A component at which this fails costs no other.
create or replace function shopify.sweep_stock() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before text;
  v_store text;
  v_sku text;
begin
  for v_store in select min(s.store) from core.stores s group by s.organisation order by s.organisation loop
    v_before := core.see_house(v_store);
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
    perform core.see_stores(v_before);
  end loop;
end
$$;

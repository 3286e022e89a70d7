-- Has the open orders of a SKU, and of what is made from it, booked anew: what it means has changed.
create or replace function stock.rebook_orders(p_sku text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_stores text := core.see_house();
begin
  perform core.enqueue('stock_rebook', o.store, concat_ws(':', o.store, o.order_gid),
    jsonb_build_object('store', o.store, 'order_gid', o.order_gid))
  from (
    with recursive above (sku) as (
      select p_sku
      union
      select r.sku from above a join core.product_requirements r on r.component_sku = a.sku
    )
    select distinct l.store, l.order_gid
    from above a join core.sale_lines l on l.sku = a.sku
    where exists (select from stock.open_lines(l.store, l.order_gid))
    order by l.store, l.order_gid
  ) o;
  perform core.see_stores(v_stores);
end
$$;

create or replace function api.set_item(
  p_actor jsonb, p_sku core.sku, p_title core.label, p_uom core.label default 'each', p_stocked boolean default true,
  p_buffer core.stock_level default 0, p_low_at core.stock_level default null, p_authority core.label default 'ordak'
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_item');
  v_old core.inventory_items;
  v_new core.inventory_items;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_authority not in ('ordak', 'shopify') then
    return core.refuse('REQ001', 'authority');
  end if;
  perform stock.lock_bom(true);
  if stock.look_alike(p_sku) is not null then
    return core.refuse('INV008', 'sku: ' || stock.look_alike(p_sku));
  end if;
  select i.* into v_old from core.inventory_items i where i.sku = p_sku for update;
  if v_old.stocked and not p_stocked and (v_old.on_hand <> 0 or v_old.reserved <> 0) then
    return core.refuse('INV006', 'stocked: there is stock of it');
  elsif p_stocked and exists (select from core.product_requirements r where r.sku = p_sku) then
    return core.refuse('INV006', 'stocked: it is made from components');
  end if;

  insert into core.inventory_items (sku, title, uom, stocked, buffer, low_at, authority)
  values (p_sku, p_title, p_uom, p_stocked, p_buffer, p_low_at, p_authority::core.authority)
  on conflict (organisation, sku) do update set title = excluded.title, uom = excluded.uom, stocked = excluded.stocked,
    buffer = excluded.buffer, low_at = excluded.low_at, authority = excluded.authority
  where (inventory_items.title, inventory_items.uom, inventory_items.stocked, inventory_items.buffer,
      inventory_items.low_at, inventory_items.authority)
    is distinct from (excluded.title, excluded.uom, excluded.stocked, excluded.buffer, excluded.low_at, excluded.authority)
  returning * into v_new;
  if v_new.sku is null then
    return core.ok(true, stock.item_json(v_old));
  end if;
  if v_old.sku is null then
    perform stock.rebook_orders(p_sku);
    perform stock.look_for_it(p_sku);
  end if;
  perform stock.push_stock(array[p_sku], null);
  perform core.log_event('item_set', null, null, p_detail => jsonb_build_object('sku', p_sku));
  return core.ok(false, stock.item_json(v_new));
end
$$;

comment on function api.set_item is
  'Creates or changes an item: title, unit (each is counted in whole pieces), whether it is stocked or made from '
  'components, how much is kept from the shops, when it is low, and which side''s level is right at the nightly '
  'reconciliation. @returns item_answer @refuses INV006 INV008';

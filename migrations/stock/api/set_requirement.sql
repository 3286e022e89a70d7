create or replace function api.set_requirement(
  p_actor jsonb, p_sku core.sku, p_component_sku core.sku, p_qty core.stock_level
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_requirement');
  v_item core.inventory_items;
  v_new boolean;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_sku = p_component_sku then
    return core.refuse('INV004', 'component_sku');
  end if;
  perform stock.lock_bom(true);
  if stock.look_alike(p_sku) is not null then
    return core.refuse('INV008', 'sku: ' || stock.look_alike(p_sku));
  elsif stock.look_alike(p_component_sku) is not null then
    return core.refuse('INV008', 'component_sku: ' || stock.look_alike(p_component_sku));
  elsif p_qty <> trunc(p_qty) and exists (
    select from core.inventory_items i where i.sku = p_component_sku and i.uom = 'each' and i.stocked)
  then
    return core.refuse('INV003', 'qty: counted in whole pieces');
  elsif stock.too_much(p_sku, p_component_sku, p_qty) then
    return core.refuse('INV003', 'qty: with it one piece needs more than 1000000 of a component');
  end if;
  select i.* into v_item from core.inventory_items i where i.sku = p_sku for update;
  if p_qty > 0 and (v_item.on_hand <> 0 or v_item.reserved <> 0) then
    return core.refuse('INV006', 'sku: there is stock of it');
  end if;

  v_new := not stock.is_ours(p_sku);
  begin
    if p_qty = 0 then
      delete from core.product_requirements r where r.sku = p_sku and r.component_sku = p_component_sku;
    else
      insert into core.product_requirements (sku, component_sku, qty) values (p_sku, p_component_sku, p_qty)
      on conflict (organisation, sku, component_sku) do update set qty = excluded.qty
      where product_requirements.qty is distinct from excluded.qty;
    end if;
    if not found then
      return core.ok(true);
    end if;
  exception when check_violation then
    return core.refuse('INV004', 'component_sku');
  end;
  if p_qty > 0 and v_item.stocked then
    update core.inventory_items i set stocked = false where i.sku = p_sku;
  end if;
  perform stock.rebook_orders(p_sku);
  if v_new then
    perform stock.look_for_it(p_sku);
  end if;
  perform stock.push_stock(array[p_sku], null);
  perform core.log_event('requirement_set', null, null,
    p_detail => jsonb_build_object('sku', p_sku, 'component_sku', p_component_sku, 'qty', p_qty));
  return core.ok(false);
end
$$;

comment on function api.set_requirement is
  'Sets how much of a component one piece of a SKU needs; zero removes it from the bill of materials. A circular bill of '
  'materials is refused. Open orders of the SKU are booked again within a minute. @returns done_answer '
  '@refuses INV003 INV004 INV006 INV008';

create or replace function api.set_product_kind(
  p_actor jsonb, p_store core.store_name, p_kind core.line_kind, p_product_id core.shopify_id default null,
  p_variant_id core.shopify_id default null, p_title core.long_text default null, p_sku core.sku default null,
  p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_product_kind', p_scan_id, jsonb_build_object('store', p_store, 'kind', p_kind,
    'product_id', p_product_id, 'variant_id', p_variant_id, 'title', p_title, 'sku', p_sku));
  v_key text := coalesce('variant:' || p_variant_id, core.product_key(p_product_id, p_title, p_sku));
  v_old core.product_kinds;
  v_new core.product_kinds;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  elsif p_kind = 'item' then
    return core.refuse('REQ001', 'kind: not of a shop''s product');
  elsif p_kind is null or num_nonnulls(p_product_id, p_variant_id, p_title, p_sku) = 0 then
    return core.refuse('REQ001', case when p_kind is null then 'kind' else 'product_id, variant_id, title or sku' end);
  end if;
  perform bakery.lock_products(true);
  select p.* into v_old from core.product_kinds p where p.store = p_store and p.product_key = v_key;
  if v_old.kind = p_kind then
    return core.ok(true, jsonb_build_object('product', bakery.product_json(v_old)), p_store);
  end if;

  insert into core.product_kinds (store, product_key, product_id, variant_id, title, sku, kind, decided_by, decided_at)
  values (p_store, v_key, p_product_id, p_variant_id, p_title, p_sku, p_kind, core.actor('id'), core.now())
  on conflict (store, product_key) do update set kind = excluded.kind, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
    product_id = coalesce(product_kinds.product_id, excluded.product_id), title = coalesce(product_kinds.title, excluded.title),
    sku = coalesce(product_kinds.sku, excluded.sku)
  returning * into v_new;
  perform bakery.end_question(p_store, v_key);
  -- Of its own: the rows of an earlier decision may be at another place among the product's sales.
  perform core.enqueue('order_reread', p_store, concat_ws(':', p_store, v_key, pg_current_xact_id()), jsonb_build_object('product', v_key));
  perform core.log_event('product_kind_set', p_store, null,
    p_detail => jsonb_build_object('product', v_key, 'kind', p_kind, 'was', v_old.kind));
  return core.ok(false, jsonb_build_object('product', bakery.product_json(v_new)), p_store);
end
$$;

comment on function api.set_product_kind is
  'Decides what a product of a store is: a cake, an extra or a service. It is identified by product_id; a variant''s own '
  'decision goes before its product''s; without both by title and sku, whatever their case and spaces. New orders are '
  'read by it, and those with an open cake or due from yesterday on are read again within minutes. @returns '
  'product_answer';

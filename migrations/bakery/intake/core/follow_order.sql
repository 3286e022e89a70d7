-- An order that is here has come again. Newer than what is known, it is followed: cakes not begun change with it, begun
-- ones are flagged with the difference. Older or equal, whatever its order of arrival, it changes nothing: false.
create or replace function bakery.follow_order(p_store text, p_order jsonb, p_delivery jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gid text := p_order ->> 'order_gid';
  v_updated timestamptz := (p_order ->> 'updated_at')::timestamptz;
  v_triggered timestamptz := bakery.triggered_at(p_delivery);
  v_ref text := bakery.reading_ref(p_order);
  v_sale core.sales;
  v_changed jsonb;
  v_services jsonb := bakery.services_of(p_store, p_order ->> 'order_gid');
begin
  perform bakery.lock_order(p_store, v_gid);
  select s.* into strict v_sale from core.sales s where s.store = p_store and s.order_gid = v_gid;
  -- Shopify's updated_at has whole seconds; within one the time of the delivery decides. That is a header which nobody
  -- signed, so it makes nothing new of what has been followed: a delivery that comes again is as old as it was. Unless we
  -- fetched it from the shop ourselves, at that very moment.
  if v_updated is null or v_updated < v_sale.shop_updated_at
    or (v_updated = v_sale.shop_updated_at and (coalesce(v_triggered <= v_sale.triggered_at, v_triggered is null)
      or (v_ref = any (v_sale.followed) and not exists (
        select from core.held_deliveries h
        where h.store = p_store and h.order_gid = v_gid and h.resolved_at is null and h.reason in ('gap', 'refresh')
          and h.triggered_at = v_triggered))))
  then
    return false;
  end if;
  p_order := bakery.judge_order(p_store, p_order);
  if v_sale.redacted_at is not null then
    p_order := bakery.without_person(p_order);
  end if;
  -- What was cancelled stays so, whatever a body forgets to say; but not what staff cancelled here before the shop told of it.
  if v_sale.cancelled_at is not null and v_sale.shop_updated_at is not null then
    p_order := p_order || jsonb_build_object('cancelled_at', v_sale.cancelled_at);
  end if;

  update core.sales s set
    name = p_order ->> 'name', customer_name = p_order ->> 'customer_name',
    total_amount = (p_order ->> 'total_amount')::numeric, flags = core.texts(p_order -> 'flags'),
    order_json = (p_order ->> 'raw_json')::jsonb, shop_updated_at = v_updated,
    triggered_at = greatest(v_sale.triggered_at, v_triggered),
    -- Readings of an earlier second are older by their own word.
    followed = array_append(array(select f.ref from unnest(v_sale.followed) f (ref)
      where f.ref <> v_ref and not (f.ref like 'order:%' and v_updated is distinct from v_sale.shop_updated_at)), v_ref),
    -- What another system could not tell of it.
    shopify_order_number = coalesce(s.shopify_order_number, (p_order ->> 'shopify_order_number')::bigint),
    ordered_at = coalesce(s.ordered_at, (p_order ->> 'created_at')::timestamptz),
    cancelled_at = (p_order ->> 'cancelled_at')::timestamptz,
    fulfilled_at = case when (p_order ->> 'fulfilled')::boolean then coalesce(s.fulfilled_at, core.now()) end
  where s.store = p_store and s.order_gid = v_gid;
  v_changed := bakery.merge_tickets(p_store, v_gid, bakery.merge_lines(p_store, v_gid, p_order));
  perform bakery.flag_kinds(p_store, v_gid);
  perform bakery.ask_products(p_store, v_gid);
  if bakery.services_of(p_store, v_gid) is distinct from v_services then
    v_changed := v_changed || jsonb_build_object('services', coalesce(bakery.services_of(p_store, v_gid), '[]'));
  end if;
  perform bakery.close_change(p_store, v_gid, v_changed, case when v_sale.cancelled_at is null and p_order ->> 'cancelled_at' is not null
    then 'order_cancelled' else 'order_changed' end);
  return true;
end
$$;

create or replace function api.list_low_stock(
  p_actor jsonb, p_store core.store_name, p_cover_days core.cover_days default 7, p_over_days core.cover_days default 28
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_low_stock', p_store => p_store);
  v_before text;
  v_items jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- The store room is the organisation's: what other stores use of it counts.
  v_before := core.see_house();
  select coalesce(jsonb_agg(jsonb_build_object('sku', i.sku, 'title', i.title, 'ats', i.ats, 'low_at', i.low_at,
    'used_a_day', round(u.used, 3), 'days_left', round(u.days_left, 1)) order by u.days_left, i.sku), '[]') into v_items
  from core.pantry_items o join core.inventory_items i on i.sku = o.sku
  cross join lateral (select pantry.used_a_day(i, p_over_days)) d (used)
  cross join lateral (select d.used, greatest(i.ats, 0) / nullif(d.used, 0)) u (used, days_left)
  where o.store = p_store and o.is_offered and i.stocked and (i.ats <= i.low_at or u.days_left < p_cover_days);
  perform core.see_stores(v_before);
  return core.ok(false, jsonb_build_object('items', v_items));
end
$$;

comment on function api.list_low_stock is
  'Lists what a pantry offers that runs low: at its low_at, or by what left the store room on average over the last p_over_days, in less '
  'than p_cover_days. @returns low_items_answer';

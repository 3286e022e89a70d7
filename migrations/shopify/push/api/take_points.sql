create or replace function api.take_points(p_actor jsonb, p_store text, p_cost numeric) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'take_points', p_store => p_store);
  v_shop core.shops;
  v_left numeric;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select s.* into v_shop from core.shops s where s.store = p_store for update;
  if v_shop.points_left is null then
    return core.ok(false, '{"wait_seconds": 0}');
  end if;
  v_left := least(v_shop.points_max, v_shop.points_left
    + v_shop.points_rate * extract(epoch from core.now() - v_shop.points_at)::numeric);
  if v_left < p_cost then
    return core.ok(false, jsonb_build_object('wait_seconds', round((least(p_cost, v_shop.points_max) - v_left) / v_shop.points_rate, 3)));
  end if;
  update core.shops s set points_left = v_left - p_cost, points_at = core.now() where s.store = p_store;
  return core.ok(false, '{"wait_seconds": 0}');
end
$$;

comment on function api.take_points is
  'Takes so many query points out of a shop''s bucket, which all processes share, or says how long to wait for them. @returns wait_answer';

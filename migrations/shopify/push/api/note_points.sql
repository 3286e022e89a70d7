create or replace function api.note_points(p_actor jsonb, p_store text, p_left numeric, p_rate numeric) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_points', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.shops s set points_left = p_left, points_rate = greatest(p_rate, 1),
    points_max = greatest(s.points_max, p_left), points_at = core.now()
  where s.store = p_store;
  return core.ok(false);
end
$$;

comment on function api.note_points is
  'Records what a shop''s answer said of its bucket of query points. @returns done_answer';

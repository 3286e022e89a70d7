create or replace function api.see_levels(p_actor jsonb, p_store text, p_at timestamptz, p_levels jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'see_levels');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.see_level(p_store, l.sku, coalesce(l.available, 0), p_at)
  from (select x.sku, x.available from jsonb_to_recordset(p_levels) x (sku text, available integer) order by x.sku collate "C") l;
  return core.ok(false);
end
$$;

comment on function api.see_levels is
  'Levels that a shop shows ({sku, available}; null is none at the location), asked for after p_at. @returns done_answer';

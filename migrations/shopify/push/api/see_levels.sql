create or replace function api.see_levels(p_actor jsonb, p_store text, p_at timestamptz, p_levels jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'see_levels', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform shopify.lock_skus(p_store, array(select l.sku from jsonb_to_recordset(p_levels) l (sku text)));
  perform shopify.see_level(p_store, l.sku, coalesce(l.available, 0), p_at)
  from jsonb_to_recordset(p_levels) l (sku text, available integer, fault text) where l.fault is null;
  perform shopify.fault_line(p_store, l.sku, l.fault)
  from jsonb_to_recordset(p_levels) l (sku text, fault text) where l.fault is not null;
  return core.ok(false);
end
$$;

comment on function api.see_levels is
  'Records levels that a shop shows ({sku, available}; null is none at the location), read after p_at; or {sku, fault}: '
  'the code with which reading it fails. @returns done_answer';

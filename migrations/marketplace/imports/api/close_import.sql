create or replace function api.close_import(p_actor jsonb, p_store text, p_until timestamptz default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'close_import', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.marketplaces k set imported_until = greatest(k.imported_until, p_until), orders_complete_until = k.import_begun_at
  where k.store = p_store;
  return core.ok(not found);
end
$$;

comment on function api.close_import is
  'Ends an import: every order up to its beginning is here. p_until: the latest change of one, by the marketplace''s clock; it never goes '
  'back. @returns done_answer';

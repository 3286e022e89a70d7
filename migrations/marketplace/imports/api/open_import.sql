create or replace function api.open_import(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_import', p_store => p_store);
  v_account core.marketplaces;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.marketplaces (store, import_begun_at) values (p_store, core.now())
  on conflict (store) do update set import_begun_at = excluded.import_begun_at
  returning * into v_account;
  -- What an account shows that was never read: a month, for which people may still return things.
  return core.ok(false, jsonb_build_object('since', coalesce(v_account.imported_until - interval '15 minutes', v_account.live_since - interval '30 days')));
end
$$;

comment on function api.open_import is
  'Returns since when the changes of a marketplace''s orders are to be read: what was imported last, with fifteen minutes of overlap. '
  '@returns since_answer';

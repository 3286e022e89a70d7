create or replace function api.open_offers(p_actor jsonb, p_store text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_offers', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.marketplaces (store) values (p_store) on conflict do nothing;
  return core.ok(false, (
    select jsonb_build_object('sending', k.stock_claimed_at is not null, 'import_id', k.stock_import_id,
      'list', coalesce(k.offers_listed_at <= core.now() - interval '1 day', true))
    from core.marketplaces k where k.store = p_store));
end
$$;

comment on function api.open_offers is
  'Returns what is under way with a marketplace''s offers: an import of stock, with its id if that is known, and whether a day has '
  'passed since they were listed. @returns offers_answer';

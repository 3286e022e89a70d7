create or replace function api.note_offers(
  p_actor jsonb, p_store text, p_offers jsonb, p_at timestamptz, p_since timestamptz default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_offers', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.marketplace_offers (store, sku, known_qty, known_at, listed_at)
  select p_store, f.sku, min(f.quantity), p_at, p_at
  from jsonb_to_recordset(p_offers) f (sku text, quantity integer)
  group by f.sku order by f.sku collate "C"
  on conflict (store, sku) do update set listed_at = p_at,
    -- What an import sets is known when that is over.
    known_qty = case when marketplace_offers.sending is null then excluded.known_qty else marketplace_offers.known_qty end,
    known_at = case when marketplace_offers.sending is null then p_at else marketplace_offers.known_at end,
    is_unsure = marketplace_offers.is_unsure and marketplace_offers.sending is not null;
  if p_since is not null then
    delete from core.marketplace_offers o where o.store = p_store and o.listed_at < p_since and o.sending is null;
    update core.marketplaces k set offers_listed_at = p_since where k.store = p_store;
  end if;
  return core.ok(false);
end
$$;

comment on function api.note_offers is
  'Notes offers as a marketplace has listed them since p_at: {sku, quantity}. p_since: these were the last ones of the list that began '
  'then; what was not in it is offered no more. @returns done_answer';

create or replace function api.note_stock_import(
  p_actor jsonb, p_store text, p_outcome text, p_import_id text default null, p_refused jsonb default '[]', p_code text default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_stock_import', p_store => p_store);
  v_account core.marketplaces;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select k.* into v_account from core.marketplaces k where k.store = p_store for update;
  if v_account.stock_claimed_at is null then
    return core.ok(true);
  end if;
  perform from core.marketplace_offers o where o.store = p_store and o.sending is not null order by o.sku collate "C" for update;
  case p_outcome
    when 'sent' then update core.marketplaces k set stock_import_id = p_import_id where k.store = p_store;
    when 'not_sent' then
      update core.marketplace_offers o set sending = null where o.store = p_store and o.sending is not null;
      update core.marketplaces k set stock_claimed_at = null where k.store = p_store;
    when 'done' then perform marketplace.end_stock_import(p_store, true, core.texts(p_refused));
    when 'unknown' then perform marketplace.end_stock_import(p_store, false);
    -- One that takes so long may never end.
    when 'waits' then perform marketplace.end_stock_import(p_store, false) where v_account.stock_claimed_at <= core.now() - interval '10 minutes';
  end case;
  if p_code is not null then
    perform core.alert('stock_import_failed', p_store, p_store, jsonb_build_object('code', p_code));
  end if;
  return core.ok(false);
end
$$;

comment on function api.note_stock_import is
  'Notes what became of a marketplace''s import of stock: sent (with its id), not_sent, waits, done (with the SKUs that were refused), '
  'or unknown: its figures are sent again, after ten minutes also those of one that waits still. p_code alerts. @returns done_answer';

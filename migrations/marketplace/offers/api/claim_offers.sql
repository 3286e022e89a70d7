create or replace function api.claim_offers(p_actor jsonb, p_store text, p_limit integer default 1000) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_offers', p_store => p_store);
  v_account core.marketplaces;
  v_figures jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select k.* into v_account from core.marketplaces k where k.store = p_store for update;
  if v_account.store is null or v_account.stock_claimed_at is not null then
    return core.ok(true, '{"figures": {}}');
  end if;
  perform from core.marketplace_offers o where o.store = p_store order by o.sku collate "C" for update;
  with judged as (
    select j.sku, j.qty, j.step, row_number() over (partition by j.step <> 'wait' order by j.step, j.sku collate "C") as place
    from marketplace.judge_offers(p_store, v_account.orders_complete_until) j
  ), written as (
    update core.marketplace_offers o set
      raise_since = case when j.step in ('raise', 'wait') then coalesce(o.raise_since, core.now()) end,
      sending = case when j.step <> 'wait' and j.place <= p_limit then j.qty end
    from core.marketplace_offers n left join judged j using (sku)
    where n.store = p_store and (j.sku is not null or n.raise_since is not null) and o.store = p_store and o.sku = n.sku
    returning o.sku, o.sending
  )
  select jsonb_object_agg(w.sku, w.sending) filter (where w.sending is not null) into v_figures from written w;
  update core.marketplaces k set stock_claimed_at = core.now(), stock_import_id = null
  where k.store = p_store and v_figures is not null;
  return core.ok(v_figures is null, jsonb_build_object('figures', coalesce(v_figures, '{}')));
end
$$;

comment on function api.claim_offers is
  'Claims the figures of a marketplace''s offers that are to change, before they are sent: at most p_limit, those that fall first. None '
  'while an import of stock is under way. @returns figures_answer';

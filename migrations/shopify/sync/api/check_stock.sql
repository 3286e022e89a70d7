create or replace function api.check_stock(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'check_stock');
  v_all jsonb := '[]';
  v_faults jsonb;
  v_store text;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_store in select min(s.store) from core.stores s group by s.organisation order by s.organisation loop
    v_before := core.see_house(v_store);
    v_faults := shopify.stock_faults();
    if v_faults <> '[]' then
      -- Each organisation has its own, for it names the one that is open.
      perform core.alert('stock_check_failed', null, 'ledger', jsonb_build_object('faults', jsonb_array_length(v_faults)));
      perform core.log_event('stock_check_failed', null, null, p_detail => jsonb_build_object(
        'organisation', core.house(), 'faults', jsonb_array_length(v_faults)));
    end if;
    perform core.see_stores(v_before);
    v_all := v_all || v_faults;
  end loop;
  return core.ok(v_all = '[]', jsonb_build_object('faults', v_all));
end
$$;

comment on function api.check_stock is
  'Checks in each store room that the ledger''s sums equal the counters, and that every hold is needed by its order. '
  'Returns each that is not, by its organisation and name. @returns faults_answer';

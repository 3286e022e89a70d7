create or replace function api.redact(p_actor jsonb, p_store text, p_orders jsonb default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'redact', p_store => p_store);
  v_count integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_orders is null then
    return core.ok(not bakery.open_redaction(p_store), '{"sales": 0}');
  end if;
  v_count := bakery.redact_sales(p_store, core.texts(p_orders));
  perform core.log_event('redacted', p_store, null, p_detail => jsonb_build_object('sales', v_count));
  return core.ok(v_count = 0, jsonb_build_object('sales', v_count));
end
$$;

comment on function api.redact is
  'Empties the personal data of these orders (gids); events and the ledger stay. Without orders a whole shop is meant: '
  'that waits for a day, and an Admin can stop it. @returns redacted_answer';

create or replace function api.redact(p_actor jsonb, p_store text, p_orders jsonb default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'redact');
  v_count integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_count := core.redact_sales(p_store, case when p_orders is null
    then array(select s.order_gid from core.sales s where s.store = p_store) else core.texts(p_orders) end);
  if p_orders is null then
    update core.held_deliveries h set body = ''::bytea, resolved_at = coalesce(h.resolved_at, core.now())
    where h.store = p_store and h.body <> ''::bytea;
  end if;
  perform core.log_event('redacted', p_store, null, p_detail => jsonb_build_object('sales', v_count));
  return core.ok(v_count = 0, jsonb_build_object('sales', v_count));
end
$$;

comment on function api.redact is
  'Empties the personal data of these orders (gids), or of a whole shop; what happened and the ledger stay. @returns redacted_answer';

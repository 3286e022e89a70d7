create or replace function api.redact_shop(p_actor jsonb, p_limit integer default 20) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'redact_shop');
  v_due core.shop_redactions;
  v_gids text[];
  v_count integer := 0;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select r.* into v_due from core.shop_redactions r
  where r.stopped_at is null and r.done_at is null and r.due_at <= core.now()
  order by r.redaction_id limit 1 for update skip locked;
  if v_due.redaction_id is null then
    return core.ok(true, '{"sales": 0, "more": false}');
  end if;

  -- What came after it was asked for is of an app that is there.
  if v_due.after_gid = '' then
    update core.held_deliveries h set body = ''::bytea, resolved_at = coalesce(h.resolved_at, core.now())
    where h.store = v_due.store and h.received_at <= v_due.requested_at and h.body <> ''::bytea;
  end if;
  v_gids := array(
    select s.order_gid from core.sales s
    where s.store = v_due.store and s.order_gid > v_due.after_gid and s.created_at <= v_due.requested_at
    order by s.order_gid limit greatest(p_limit, 1));
  v_count := bakery.redact_sales(v_due.store, v_gids);
  update core.shop_redactions r set sales = r.sales + v_count, after_gid = coalesce(v_gids[cardinality(v_gids)], r.after_gid),
    done_at = case when cardinality(v_gids) < greatest(p_limit, 1) then core.now() end
  where r.redaction_id = v_due.redaction_id returning r.* into v_due;
  if v_due.done_at is not null then
    perform core.log_event('redacted', v_due.store, null,
      p_detail => jsonb_build_object('redaction_id', v_due.redaction_id, 'sales', v_due.sales));
  end if;
  -- Another may be due.
  return core.ok(false, jsonb_build_object('sales', v_count, 'more', true));
end
$$;

comment on function api.redact_shop is
  'Continues a whole shop''s redaction that has waited and was not stopped, some sales at a time; call again while there '
  'is more. @returns shop_redacted_answer';

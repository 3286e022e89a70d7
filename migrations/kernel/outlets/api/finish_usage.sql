create or replace function api.finish_usage(
  p_actor jsonb, p_txid text, p_no bigint, p_error text default null, p_wait_seconds numeric default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_usage');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.close_outlet('posthog', p_error, p_wait_seconds, true);
  if p_error is not null then
    return core.ok(false);
  end if;
  update core.outlets o set txid = p_txid::xid8, event_no = p_no
  where o.name = 'posthog' and (o.txid, o.event_no) < (p_txid::xid8, p_no);
  return core.ok(not found);
end
$$;

comment on function api.finish_usage is
  'Records that PostHog has everything up to (p_txid, p_no), or p_error (a code), after which it is retried later: after '
  'p_wait_seconds, if given. @returns done_answer';

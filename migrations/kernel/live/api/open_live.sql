create or replace function api.open_live(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'open_live');
  v_ticket text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
  v_kind text := p_actor ->> 'kind';
  v_expires timestamptz := core.now() + interval '30 seconds';
begin
  if v_stop is not null then
    return v_stop;
  end if;
  -- A kiosk's is its own, whoever stands at it.
  insert into core.live_connections (ticket_hash, staff_id, session_id, device_id, token_id, expires_at)
  values (sha256(convert_to(v_ticket, 'UTF8')), case v_kind when 'staff' then core.actor('id')::uuid end,
    case v_kind when 'staff' then (p_actor ->> 'session')::uuid end,
    case v_kind when 'device' then core.actor('device')::uuid end,
    case v_kind when 'token' then core.actor('id')::uuid end, v_expires);
  return core.ok(false, jsonb_build_object('live_ticket', v_ticket, 'expires_at', v_expires,
    'txid', pg_snapshot_xmin(pg_current_snapshot()), 'no', 0));
end
$$;

comment on function api.open_live is
  'Returns an admission for /live?ticket=…, to connect from one of our pages, once and within thirty seconds. Read what '
  'is on the screen after that: every later change is published. @returns live_ticket_answer';

-- What somebody who listens has a right to hear now; no row when they have none any more: an ended session, an inactive
-- person, a revoked kiosk or token.
create or replace function core.live_holder(
  p_connection core.live_connections, out audience text, out stores text[], out member_id uuid
) returns setof record
language sql stable
begin atomic
  select s.audience, s.stores, case s.audience when 'member' then s.id end
  from core.staff_shared s
  where s.id = p_connection.staff_id and s.is_active
    and (p_connection.session_id is null or core.session_is_open(p_connection.session_id::text, s.id))
  union all
  select 'staff', d.store || d.shown_stores, null
  from core.devices d where d.device_id = p_connection.device_id and d.revoked_at is null
  union all
  select core.audience_of(t.role), t.stores, null
  from core.api_tokens t
  where t.token_id = p_connection.token_id and t.revoked_at is null and t.expires_at > core.now();
end;

-- The first line of every api function: who acts, may they, in which stores, and was this scan answered before?
-- p_actor is what the verified token and the request say: {"kind": "staff"|"service", "id", "correlation_id"}, of a
-- person's token also its "session", of a worker its name as "worker"; of an opaque token {"kind": "device"|"token", "token_hash", "turn", "occurred_at"}.
-- p_store: the store that the call is about; one that there is not, or that is not a person's, is refused alike.
-- Who acts opens their organisation; a service acts for all, and opens that of p_store, or none.
-- Null means go on; anything else is the answer to return.
create or replace function core.enter(
  p_actor jsonb, p_function text, p_scan_id uuid default null, p_request jsonb default null, p_store text default null
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_actor jsonb := coalesce(p_actor, '{}') - '{token_hash,turn,occurred_at}'::text[];
  v_role core.staff_role;
  v_stores text[];
  v_house text;
  v_code text := 'AUTH001';
  v_late jsonb;
  v_may boolean;
begin
  case p_actor ->> 'kind'
    when 'staff' then
      if pg_input_is_valid(p_actor ->> 'id', 'uuid') then
        select s.role, s.stores, s.organisation into v_role, v_stores, v_house
        from core.staff_shared s where s.id = (p_actor ->> 'id')::uuid and s.is_active;
        if v_role is not null and p_actor ? 'session'
          and not core.session_is_open(p_actor ->> 'session', (p_actor ->> 'id')::uuid)
        then
          v_role := null;
          v_code := 'AUTH002';
        end if;
      end if;
    when 'service' then
      v_house := core.house_of(p_store);
      select 'Service', core.stores_of(v_house) into v_role, v_stores
      from core.services sv where sv.name = p_actor ->> 'id' and sv.is_active;
    when 'device' then
      select d.role, d.stores, d.house, v_actor || d.who, 'AUTH002' into v_role, v_stores, v_house, v_actor, v_code
      from core.at_device(p_actor ->> 'token_hash', p_actor ->> 'turn', p_actor ->> 'occurred_at') d;
      if v_role is null and v_stores is not null and p_scan_id is not null then
        v_late := core.late_scan(v_actor, v_stores[1], core.moment_of(p_actor ->> 'occurred_at'), p_function, p_scan_id, p_request);
      end if;
      -- What is sent late is a scan, which counts once. Else a kiosk could do for ever what anybody may who stood there.
      if p_scan_id is null and core.is_late((v_actor ->> 'occurred_at')::timestamptz) then
        v_role := null;
      end if;
    when 'token' then
      select t.role, t.stores, t.house, v_actor || t.who, 'AUTH002' into v_role, v_stores, v_house, v_actor, v_code
      from core.with_token(p_actor ->> 'token_hash') t;
    else null;
  end case;

  if v_late is not null then
    return v_late;
  end if;

  -- At once, for each statement costs. A refusal has to say who was refused, to whom nothing is opened.
  v_may := v_role is not null and core.may_call(v_role, p_function);
  perform set_config('ordak.function', p_function, true), set_config('ordak.scan_id', '', true),
    set_config('ordak.actor', (v_actor || jsonb_build_object('role', v_role))::text, true),
    set_config('ordak.stores', case when v_may then array_to_string(v_stores, ',') else '' end, true),
    set_config('ordak.house', case when v_may then coalesce(v_house, '') else '' end, true),
    set_config('ordak.member', case when v_may and v_role = 'Member' then v_actor ->> 'id' else '' end, true);
  if v_role is null then
    -- What shows no valid token leaves no event: nobody could say whose it is, and anybody could fill the table.
    return case when v_code = 'AUTH001' then core.refuse(v_code, 'not an active member of staff')
      else core.turn_away(v_code) end;
  elsif not v_may then
    return core.refuse('AUTH001', format('%s may not call %s', v_role, p_function));
  end if;
  if p_store is not null and v_role <> 'Service' and not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  end if;
  return case when p_scan_id is not null then core.answer_of_scan(p_scan_id, p_function, p_request) end;
end
$$;

-- The first line of every api function: who acts, may they, in which stores, and was this scan answered before?
-- p_actor is what the verified token and the request say: {"kind": "staff"|"service", "id", "device", "correlation_id"}.
-- Null means go on; anything else is the answer to return.
create or replace function core.enter(
  p_actor jsonb, p_function text, p_scan_id uuid default null, p_request jsonb default null
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_role core.staff_role;
  v_stores text[];
begin
  -- Seen first: the refusal below has to say who was refused.
  perform set_config('ordak.stores', '', true), set_config('ordak.function', p_function, true),
    set_config('ordak.scan_id', '', true), set_config('ordak.actor', coalesce(p_actor, '{}')::text, true);

  if p_actor ->> 'kind' = 'staff' and pg_input_is_valid(p_actor ->> 'id', 'uuid') then
    select s.role, s.stores into v_role, v_stores
    from core.staff_shared s where s.id = (p_actor ->> 'id')::uuid and s.is_active;
  elsif p_actor ->> 'kind' = 'service' then
    select 'Service', (select array_agg(distinct sp.store) from core.spellings() sp) into v_role, v_stores
    from core.services sv where sv.name = p_actor ->> 'id' and sv.is_active;
  end if;

  if v_role is null then
    return core.refuse('AUTH001', 'not an active member of staff');
  end if;
  if not core.may_call(v_role, p_function) then
    return core.refuse('AUTH001', format('%s may not call %s', v_role, p_function));
  end if;

  perform set_config('ordak.stores', array_to_string(v_stores, ','), true),
    set_config('ordak.actor', (p_actor || jsonb_build_object('role', v_role))::text, true);
  return case when p_scan_id is not null then core.answer_of_scan(p_scan_id, p_function, p_request) end;
end
$$;

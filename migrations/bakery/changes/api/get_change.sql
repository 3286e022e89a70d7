create or replace function api.get_change(p_actor jsonb, p_id core.scan_text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_change');
  v_found record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select f.ticket, f.fault into v_found from bakery.find_ticket(p_id, false) f;
  if v_found.fault is not null then
    return core.refuse(v_found.fault);
  end if;
  return core.ok(false, jsonb_build_object('id', (v_found.ticket).id, 'kind', c.kind, 'detected_at', c.detected_at,
    'fields', (
      select coalesce(jsonb_agg(jsonb_build_object('field', b.key, 'before', b.value #>> '{}',
        'now', to_jsonb(v_found.ticket) ->> b.key) order by b.key), '[]')
      from jsonb_each(coalesce(c.before, '{}')) b)))
  from (values (1)) one (row)
  left join core.ticket_changes c
    on c.store = (v_found.ticket).store and c.ticket_id = (v_found.ticket).id and c.acknowledged_at is null;
end
$$;

comment on function api.get_change is
  'Returns what the shop changed on a ticket since the last acknowledgement, field by field. @returns change_answer';

create or replace function api.get_order_for_scan(p_actor jsonb, p_scan core.scan_text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_order_for_scan');
  v_found record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select f.ticket, f.fault, f.choices into v_found from bakery.find_ticket(p_scan, false) f;
  if v_found.fault = 'ORD004' then
    return core.ok(false, jsonb_build_object('ticket', null, 'choices', (
      select jsonb_agg(bakery.ticket_json(o) order by o.ticket_no)
      from core.orders o, bakery.read_scan(p_scan) s
      where o.store = s.store and o.id = any (v_found.choices))));
  end if;
  if v_found.fault is not null then
    return core.refuse(v_found.fault,
      p_body => jsonb_strip_nulls(jsonb_build_object('store_name', bakery.other_store(p_scan))));
  end if;
  return core.ok(false, jsonb_build_object('ticket', bakery.ticket_json(v_found.ticket), 'choices', '[]'::jsonb));
end
$$;

comment on function api.get_order_for_scan is
  'Resolves a scanned code: bannos-12345, flour-lane-12345-B, any case, or a QR payload that holds one. An order of '
  'several tickets scanned without suffix answers with choices and no ticket; cancelled ones are not among them, and the '
  'only one left is the ticket. A code of a store that is not the caller''s is refused with the store''s name, whether '
  'or not there is such an order. @returns scan_answer';

-- Enters, finds the ticket that was scanned and locks it. stop is the answer to return at once.
-- p_whole_order: the caller will touch the order's other tickets, or its stock, too.
create or replace function bakery.open_ticket(
  p_actor jsonb, p_function text, p_id text, p_scan_id uuid, p_request jsonb, p_whole_order boolean,
  out stop jsonb, out ticket core.orders
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_found record;
begin
  stop := core.enter(p_actor, p_function, p_scan_id, jsonb_build_object('id', p_id) || p_request);
  if stop is not null then
    return;
  end if;

  if p_whole_order then
    perform bakery.lock_order((f.ticket).store, (f.ticket).order_gid) from bakery.find_ticket(p_id, false) f;
  end if;
  v_found := bakery.find_ticket(p_id, true);
  ticket := v_found.ticket;
  if v_found.fault is not null then
    stop := core.refuse(v_found.fault, array_to_string(v_found.choices, ', '),
      p_body => case when v_found.choices is null then '{}' else jsonb_build_object('choices', v_found.choices) end);
  end if;
end
$$;

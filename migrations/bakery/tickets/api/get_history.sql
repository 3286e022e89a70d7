create or replace function api.get_history(
  p_actor jsonb, p_id core.scan_text, p_after_no bigint default 0, p_limit core.row_limit default 200
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'get_history');
  v_found record;
  v_ticket core.orders;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select f.ticket, f.fault, f.choices into v_found from bakery.find_ticket(p_id, false) f;
  if v_found.fault is not null then
    return core.refuse(v_found.fault, array_to_string(v_found.choices, ', '),
      p_body => case when v_found.choices is null then '{}' else jsonb_build_object('choices', v_found.choices) end);
  end if;
  v_ticket := v_found.ticket;
  return core.ok(false, (
    select jsonb_build_object(
      'at', core.now(), 'ticket', bakery.ticket_json(v_ticket), 'stage_since', bakery.stage_since(v_ticket),
      'events', coalesce(jsonb_agg(core.event_json(page.e) order by page.place) filter (where page.place <= p_limit), '[]'),
      'more', count(*) > p_limit,
      'stock', stock.ledger_json(v_ticket.store, v_ticket.order_gid, 500),
      'pushes', shopify.push_states(v_ticket.store, v_ticket.order_gid, 100))
    from (
      select v as e, row_number() over (order by v.event_no) as place
      from core.order_events v
      where v.store = v_ticket.store and v.order_gid = v_ticket.order_gid and v.event_no > p_after_no
        and (v.ticket_id is null or v.ticket_id = v_ticket.id)
      order by v.event_no limit p_limit + 1
    ) page));
end
$$;

comment on function api.get_history is
  'Returns why a ticket is where it is: its events and those of its order, oldest first, by pages; what the order did to '
  'stock, and the state of the shops'' pushes for what shares a component with it. @returns history_answer';

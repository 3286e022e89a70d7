-- The common start of every action on a ticket: enter, find and lock it, judge the move from its stage.
-- stop is the answer to return at once: a refusal, the first answer of this scan, or done already.
-- p_whole_order: the action will touch the order's other tickets too.
create or replace function bakery.open_action(
  p_actor jsonb, p_action text, p_id text, p_scan_id uuid, p_request jsonb, p_whole_order boolean default false,
  out stop jsonb, out ticket core.orders, out move core.transitions
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
  v_code text;
begin
  v_open := bakery.open_ticket(p_actor, p_action, p_id, p_scan_id, p_request, p_whole_order);
  stop := v_open.stop;
  if stop is not null then
    return;
  end if;
  ticket := v_open.ticket;

  select t.* into move from core.transitions t
  where t.action = p_action and t.from_stage = ticket.stage;
  v_code := bakery.guard(move, ticket);
  -- An action that stamps has one move, so what can be moved is done only if that move stays in its stage and has left its stamp.
  if v_code is not null or move.stamps is not null and move.from_stage = move.to_stage then
    if bakery.was_done(p_action, ticket) then
      stop := core.ok(true, jsonb_build_object('ticket', bakery.ticket_json(ticket)), ticket.store);
      return;
    end if;
  end if;
  if not core.actor('role')::core.staff_role = any (move.roles) then
    stop := core.refuse('AUTH001', format('%s may not %s in %s', core.actor('role'), p_action, ticket.stage), ticket);
  elsif v_code is not null then
    stop := core.refuse(v_code, format('%s is in %s', ticket.id, ticket.stage), ticket);
  end if;
end
$$;

-- Is what this action brings about already so? Forward: the ticket is past it. Back: it is where it was sent back to.
-- Not in SQL, which would be planned anew with each scan.
create or replace function core.was_done(p_action text, p_order core.orders) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select from core.transitions t
    where t.action = p_action and t.stamps is not null and case
      when t.to_stage < t.from_stage then p_order.stage = t.to_stage
        and p_order.qc_returned_ts > coalesce(p_order.decorating_complete_ts, '-infinity')
      when p_order.stage = t.from_stage then core.is_done(t, p_order)
      else p_order.stage > t.from_stage
    end
  );
end
$$;

-- A line is no cake any more: its tickets that are not finished go, the newest first.
create or replace function bakery.unmake_cakes(p_line core.sale_lines) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_ticket core.orders;
  v_what text;
  v_done jsonb := '{}';
begin
  for v_ticket in
    select o.* from core.orders o
    where o.store = p_line.store and o.order_gid = p_line.order_gid and o.line_no = p_line.line_no
      and o.cancelled_at is null and o.stage <> 'Complete'
    order by o.ticket_no desc
  loop
    v_what := bakery.drop_ticket(v_ticket);
    if v_what is not null then
      v_done := bakery.merge_done(v_done, jsonb_build_object(v_what, jsonb_build_array(v_ticket.id)));
    end if;
  end loop;
  return v_done;
end
$$;

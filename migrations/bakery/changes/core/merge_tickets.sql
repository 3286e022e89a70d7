-- Makes an order's tickets those that it has now (p_tickets: bodies with their line_no). Of a line the cakes go that have
-- cost least: by stage, steps and label, of equals the one that somebody was told of, else the last. Returns what was done: ids of tickets added, dropped, changed, and of those that were begun.
create or replace function bakery.merge_tickets(p_store text, p_order_gid text, p_tickets jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_sale core.sales;
  v_row record;
  v_new jsonb;
  v_done jsonb := '{}';
  v_what text;
begin
  select s.* into strict v_sale from core.sales s where s.store = p_store and s.order_gid = p_order_gid;
  for v_row in
    with there as (
      select o as ticket, o.line_no, row_number() over (
        partition by o.line_no
        order by o.stage desc, bakery.steps_done(o) desc, c.change_id nulls first, o.print_count > 0 desc, o.ticket_no) as place
      from core.orders o
      left join core.ticket_changes c on c.store = o.store and c.ticket_id = o.id and c.kind = 'cancel' and c.acknowledged_at is null
      where o.store = p_store and o.order_gid = p_order_gid and o.cancelled_at is null
        -- What was finished before somebody decided that it is no cake is left as it is.
        and not (o.stage = 'Complete' and exists (
          select from core.sale_lines l
          where l.store = o.store and l.order_gid = o.order_gid and l.line_no = o.line_no and l.kind <> 'cake'))
    ), wanted as (
      select t.body, (t.body ->> 'line_no')::integer as line_no, t.no, row_number() over (
        partition by t.body ->> 'line_no' order by t.no) as place
      from jsonb_array_elements(p_tickets) with ordinality t (body, no)
    )
    select t.ticket, w.body from there t full join wanted w using (line_no, place)
    where (t.ticket).id is not null order by (t.ticket).ticket_no desc
  loop
    v_what := case when v_row.body is null then bakery.drop_ticket(v_row.ticket) else bakery.change_ticket(v_row.ticket, v_row.body) end;
    if v_what is not null then
      v_done := jsonb_set(v_done, array[v_what], coalesce(v_done -> v_what, '[]') || to_jsonb((v_row.ticket).id));
    end if;
  end loop;

  select jsonb_agg(w.body order by w.no) into v_new
  from (
    select t.body, t.no, (t.body ->> 'line_no')::integer as line_no,
      row_number() over (partition by t.body ->> 'line_no' order by t.no) as place
    from jsonb_array_elements(p_tickets) with ordinality t (body, no)
  ) w
  where w.place > (
    select count(*) from core.orders o
    where o.store = p_store and o.order_gid = p_order_gid and o.line_no = w.line_no and o.cancelled_at is null);
  if v_new is not null then
    v_done := v_done || jsonb_build_object('added', to_jsonb(bakery.write_tickets(v_sale, v_new, (
      select coalesce(max(o.ticket_no), 0) + 1 from core.orders o where o.store = p_store and o.order_gid = p_order_gid))));
  end if;
  return v_done;
end
$$;

-- Of a ticket whose order has other cakes: how many cakes it has, which of them this is, and the others, open ones first. No row for
-- one alone. Of an order of more than a hundred cakes nobody counts them, and twelve of the others are named.
-- A set, so that it becomes part of the statement that it stands in.
create or replace function bakery.cakes_of(
  p_store text, p_order_gid text, p_ticket_no integer, out cakes bigint, out cake_no bigint, out siblings jsonb
) returns setof record
language sql stable rows 1
begin atomic
  select c.cakes, case when c.cakes <= 100 then c.so_far end, to_jsonb(c.others[:12])
  from (
    select count(*) as cakes, count(*) filter (where s.ticket_no <= p_ticket_no) as so_far,
      array_agg(jsonb_build_object('id', s.id, 'stage', s.stage) order by s.stage = 'Complete', s.ticket_no)
        filter (where s.ticket_no <> p_ticket_no) as others
    from (
      select o.id, o.stage, o.ticket_no from core.orders o
      where o.store = p_store and o.order_gid = p_order_gid and o.cancelled_at is null
      order by o.ticket_no limit 101
    ) s
  ) c
  where c.others is not null;
end;

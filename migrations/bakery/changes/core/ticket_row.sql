-- A ticket's row as it is at this moment.
create or replace function bakery.ticket_row(p_order core.orders) returns jsonb
language sql stable
return (select to_jsonb(o) from core.orders o where o.store = p_order.store and o.id = p_order.id);

-- What whoever wrote an order is answered: its store, its number, its version, its tickets. Nothing of the customer.
create or replace function bakery.order_json(p_sale core.sales) returns jsonb
language sql stable
return (
  select jsonb_build_object('order_id', s.ticket_base, 'store', s.store, 'version', s.version,
    'tickets', bakery.ingested_json(s.store, s.order_gid) -> 'tickets')
  from core.sales s where s.store = p_sale.store and s.order_gid = p_sale.order_gid
);

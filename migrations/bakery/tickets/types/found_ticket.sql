create type api.found_ticket as (
  order_number bigint,
  order_name text,
  customer_name text
);

comment on type api.found_ticket is
  'A ticket that was found; the customer''s name for those who may see customers. @extends ticket';
comment on column api.found_ticket.order_number is '@nullable';
comment on column api.found_ticket.order_name is '@nullable';
comment on column api.found_ticket.customer_name is '@nullable';

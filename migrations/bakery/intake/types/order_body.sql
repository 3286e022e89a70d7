create type api.order_body as (
  order_gid text,
  name text,
  body text
);

comment on type api.order_body is 'An order as the shop sent it last.';
comment on column api.order_body.name is '@nullable';

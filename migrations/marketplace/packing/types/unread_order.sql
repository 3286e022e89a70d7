create type api.unread_order as (
  id text,
  code text,
  since timestamptz,
  times integer
);

comment on type api.unread_order is 'An order of the marketplace that could not be read, and is requested again each night.';

create type api.parked_order as (
  id text,
  status text,
  state text,
  why text,
  since timestamptz,
  accept_by timestamptz,
  ship_by timestamptz,
  request_id text,
  actions text[]
);

comment on type api.parked_order is
  'An order that waits for a person: where it is here and there, why (a code or a flag), since when, until when it is to be accepted '
  'and shipped, what the carrier knows its label by, and what may be done.';
comment on column api.parked_order.ship_by is '@nullable';
comment on column api.parked_order.request_id is '@nullable';

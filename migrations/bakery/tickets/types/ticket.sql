create type api.ticket as (
  id text,
  store text,
  stage core.stage_type,
  priority core.priority,
  priority_set boolean,
  queue_key text,
  product_title text,
  flavour text,
  size text,
  cake_message text,
  allergies text,
  due_date date,
  due_slot text,
  due_minutes integer,
  delivery_method core.delivery_method,
  assignee_id uuid,
  storage text,
  print_count integer,
  filling_start_ts timestamptz,
  filling_complete_ts timestamptz,
  covering_complete_ts timestamptz,
  decorating_complete_ts timestamptz,
  packing_start_ts timestamptz,
  packing_complete_ts timestamptz,
  qc_returned_ts timestamptz,
  qc_reason text,
  cancelled_at timestamptz,
  inventory_blocked boolean,
  missing api.missing_part[],
  flags text[],
  change api.ticket_change,
  allowed_actions text[],
  cakes integer,
  cake_no integer,
  siblings api.sibling[],
  extras api.extra[],
  packed_by text
);

comment on type api.ticket is
  'A ticket as a scan returns it: what the bench needs, of the customer only what is to be on the cake; what it lacks '
  'while it is blocked. Of two open tickets of a store the one with the lesser queue_key, byte by byte, is made first. '
  'cakes: how many its order has, cake_no: which of them it is; siblings: the others, at most twelve, open ones first; '
  'extras: what goes with them.';
comment on column api.ticket.change is '@nullable';
comment on column api.ticket.flavour is '@nullable';
comment on column api.ticket.size is '@nullable';
comment on column api.ticket.cake_message is '@nullable';
comment on column api.ticket.allergies is '@nullable';
comment on column api.ticket.due_date is '@nullable';
comment on column api.ticket.due_slot is '@nullable';
comment on column api.ticket.due_minutes is '@nullable';
comment on column api.ticket.delivery_method is '@nullable';
comment on column api.ticket.assignee_id is '@nullable';
comment on column api.ticket.storage is '@nullable';
comment on column api.ticket.filling_start_ts is '@nullable';
comment on column api.ticket.filling_complete_ts is '@nullable';
comment on column api.ticket.covering_complete_ts is '@nullable';
comment on column api.ticket.decorating_complete_ts is '@nullable';
comment on column api.ticket.packing_start_ts is '@nullable';
comment on column api.ticket.packing_complete_ts is '@nullable';
comment on column api.ticket.qc_returned_ts is '@nullable';
comment on column api.ticket.qc_reason is '@nullable';
comment on column api.ticket.cancelled_at is '@nullable';
comment on column api.ticket.cake_no is '@nullable';
comment on column api.ticket.packed_by is '@nullable';

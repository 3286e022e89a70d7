create type api.written_answer as (
  order_id text,
  store text,
  version integer,
  tickets text[],
  customer_name text,
  due_date date,
  due_slot text,
  delivery_method core.delivery_method,
  notes text,
  products api.product[],
  cancelled_at timestamptz
);

comment on type api.written_answer is 'An order as it was written last.';
comment on column api.written_answer.customer_name is '@nullable';
comment on column api.written_answer.due_date is '@nullable';
comment on column api.written_answer.due_slot is '@nullable';
comment on column api.written_answer.delivery_method is '@nullable';
comment on column api.written_answer.notes is '@nullable';
comment on column api.written_answer.cancelled_at is '@nullable';

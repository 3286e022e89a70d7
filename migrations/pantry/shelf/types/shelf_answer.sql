create type api.shelf_answer as (
  at timestamptz,
  timezone text,
  session_id uuid,
  sessions api.pantry_session[],
  household_fault text,
  orders_left integer,
  items api.shelf_item[],
  waiting api.waiting_entry[]
);

comment on type api.shelf_answer is
  'The pantry as a member sees it: the sessions that take orders, then those that will; what keeps the household from ordering; how many '
  'orders it may still place in session_id, the items that are offered, with how many it may still have of them there, and what the member '
  'waits for.';
comment on column api.shelf_answer.session_id is '@nullable';
comment on column api.shelf_answer.household_fault is '@nullable';

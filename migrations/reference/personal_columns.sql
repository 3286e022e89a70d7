-- What is personal: in which column, whose, what stays of it, and in which rows it is of an order, or of a member. Redaction loops over this; how
-- long a row is kept at all, core.retention says. A test finds a column that is neither here nor in its list of impersonal ones.
delete from core.personal_columns;
insert into core.personal_columns (no, table_name, column_name, whose, emptied, found_by)
select row_number() over (order by t.place, c.place), t.table_name, c.column_name, 'customer', c.emptied, t.found_by
from (values
  -- Before the sale: by its number and its customer's name a delivery is known. A request of the person's stays until it is met.
  (1, 'held_deliveries', $$r.store = $1 and r.body <> '' and r.topic not like 'customers/%'
    and (r.order_gid = $2 or bakery.names_order(r.body, $1, $2))$$),
  -- Before the lines: by their key a product that was typed is known. One that others typed too keeps its title.
  (2, 'product_kinds',   $$r.store = $1 and bakery.typed_for(r, $2)$$),
  (3, 'ticket_changes',  $$r.store = $1 and r.ticket_id in (select o.id from core.orders o where o.store = $1 and o.order_gid = $2)$$),
  (4, 'remarks',         $$r.remark_id in (select k.remark_id from core.remarks k where k.store = $1 and k.order_gid = $2
    union all select k.remark_id from core.orders o join core.remarks k on k.store = o.store and k.ticket_id = o.id
    where o.store = $1 and o.order_gid = $2)$$),
  (5, 'scans',           $$r.store = $1 and r.ticket_id in (select o.id from core.orders o where o.store = $1 and o.order_gid = $2)$$),
  (6, 'orders',          $$r.store = $1 and r.order_gid = $2$$),
  (7, 'sale_lines',      $$r.store = $1 and r.order_gid = $2$$),
  (8, 'customers',       $$r.store = $1 and r.customer_id in (select m.customer_id from core.marketplace_orders m
    where m.store = $1 and m.order_gid = $2
    union all select c.customer_id from core.conversations c join core.marketplace_orders m on m.store = c.store and m.mirakl_id = c.mirakl_id
    where m.store = $1 and m.order_gid = $2)$$),
  (9, 'messages',         $$r.store = $1 and r.thread_id in (select marketplace.conversations_of($1, $2))$$),
  (10, 'conversations',   $$r.store = $1 and r.thread_id in (select marketplace.conversations_of($1, $2))$$),
  (11, 'marketplace_orders', $$r.store = $1 and r.order_gid = $2$$),
  (12, 'sales',           $$r.store = $1 and r.order_gid = $2$$)
) t (place, table_name, found_by)
join (values
  ('held_deliveries', 1, 'body',           $$''$$),
  -- What is emptied waits for nothing.
  ('held_deliveries', 2, 'resolved_at',    $$coalesce(r.resolved_at, core.now())$$),
  ('product_kinds',   1, 'title',          $$bakery.untitled(r.sku)$$),
  ('ticket_changes',  1, 'before',         $$r.before - '{product_title,cake_message,notes,allergies,due_slot,due_text}'::text[]$$),
  ('remarks',         1, 'text',           $$''$$),
  -- That it was done, or with which code it was refused.
  ('scans',           1, 'answer',         $$(select jsonb_object_agg(a.key, a.value) from jsonb_each(r.answer) a
    where a.key in ('ok', 'already_done', 'code', 'message', 'correlation_id', 'queued'))$$),
  -- What the shop's catalogue says of the cake stays; what a person typed at the counter or for one order does not.
  ('orders',          1, 'product_title',  $$bakery.title_of(r.store, r.order_gid, r.line_no, r.product_title)$$),
  ('orders',          2, 'cake_message',   $$null$$),
  ('orders',          3, 'notes',          $$null$$),
  ('orders',          4, 'allergies',      $$null$$),
  ('orders',          5, 'due_slot',       $$null$$),
  ('orders',          6, 'due_text',       $$null$$),
  ('orders',          7, 'qc_reason',      $$null$$),
  -- The name of a place stays, free text does not.
  ('orders',          8, 'storage',        $$(select l.name from core.storage_locations l
    where l.store = r.store and l.name = r.storage limit 1)$$),
  ('sale_lines',      1, 'title',          $$case when r.product_id is null then bakery.untitled(r.sku) else r.title end$$),
  ('sale_lines',      2, 'variant_title',  $$case when r.product_id is not null then r.variant_title end$$),
  ('sale_lines',      3, 'properties',     $$'[]'$$),
  ('customers',       1, 'name',           $$null$$),
  ('messages',        1, 'body',           $$''$$),
  -- What is emptied is not sent any more.
  ('messages',        2, 'state',          $$case when r.state in ('claimed', 'unknown') then 'failed' else r.state end$$),
  ('conversations',   1, 'topic',          $$null$$),
  ('conversations',   2, 'lease_reason',   $$null$$),
  ('marketplace_orders', 1, 'address',     $$null$$),
  ('sales',           1, 'customer_name',  $$null$$),
  ('sales',           2, 'order_json',     $$'{}'$$),
  ('sales',           3, 'phone_last4',    $$null$$)
) c (table_name, place, column_name, emptied) using (table_name);
insert into core.personal_columns (no, table_name, column_name, whose, emptied, found_by)
select 1000 + m.no, m.table_name, m.column_name, 'member', m.emptied, m.found_by
from (values
  -- What it eats is a household's that has other members, and stays.
  (1, 'households',     'diets',  $$'{}'$$, $$r.store = $1 and exists (
    select from core.household_members m where m.store = r.store and m.household_id = r.household_id and m.member_id = $2::uuid)
    and not exists (
      select from core.household_members m where m.store = r.store and m.household_id = r.household_id and m.member_id <> $2::uuid)$$),
  (2, 'pantry_baskets', 'lines',  $$'[]'$$, $$r.store = $1 and r.member_id = $2::uuid$$),
  (3, 'scans',          'answer', $$jsonb_build_object('ok', r.answer -> 'ok')$$, $$r.store = $1 and (r.answer #>> '{order,member_id}' = $2
    or r.answer #> '{household,members}' @> jsonb_build_array(jsonb_build_object('member_id', $2)))$$)
) m (no, table_name, column_name, emptied, found_by);

-- How long rows are kept: the purge deletes what is older, unless its condition says that somebody still needs it.
-- What is not here stays: sales, tickets, events and the ledger, a pantry's orders and their sessions.
delete from core.retention;
insert into core.retention (table_name, aged_by, kept, condition) values
  -- A day longer than a kiosk may send a scan again (core.scan_limit).
  ('scans',           'created_at',  '30 days', null),
  ('work_queue',      'finished_at', '14 days', $$r.status = 'done'$$),
  ('held_deliveries', 'resolved_at', '30 days', null),
  -- As long as a page may place one again, and that of an order until it has ended.
  ('pantry_baskets',  'updated_at',  '30 days', $$not exists (
    select from core.pantry_orders o
    where o.store = r.store and o.order_gid = r.order_gid and o.status not in ('COMPLETED', 'CANCELLED'))$$),
  -- Two years after it was written a return, a repair or a claim is over.
  ('messages',        'created_at',  '730 days', null),
  -- The quarantine: so long after somebody was told that it goes (core.tell_of_quarantine).
  ('held_deliveries', 'end_told_at', '7 days',  $$r.permanent and r.resolved_at is null$$),
  ('sign_in_tries',   'failed_at',   '30 days', $$coalesce(r.locked_until, '-infinity') < core.now()$$);

-- The kinds of runs: of which stores, begun how often or when, and the queue of the worker that does them.
delete from core.run_kinds;
insert into core.run_kinds (kind, store_kind, of_shop, every, at, queue) values
  ('orders',    'bakery', true,  '15 minutes', null,   'sync'),
  ('inventory', 'bakery', true,  null,         '3:00', 'sync'),
  ('purge',     null,     false, '1 day',     null,   'sync');

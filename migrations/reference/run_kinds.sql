-- The kinds of runs: of which stores, begun how often or when, and the queue of the worker that does them.
delete from core.run_kinds;
insert into core.run_kinds (kind, store_kind, of_shop, every, at, queue, quiet) values
  ('orders',    'bakery', true,  '15 minutes', null,   'sync',        false),
  ('inventory', 'bakery', true,  null,         '3:00', 'sync',        false),
  ('purge',     null,     false, '1 day',     null,   'sync',        false),
  ('import',     'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('import_all', 'marketplace', true, null,        '2:30', 'marketplace', true),
  ('offers',     'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('acceptance', 'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('shipping',   'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('tracking',   'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('void',       'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('messages',   'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('auto_reply', 'marketplace', true, '5 minutes', null,   'marketplace', true),
  ('unpacked',   'marketplace', true, '1 hour',    null,   'marketplace', true);

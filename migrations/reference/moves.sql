-- The moves of each flow but the bakery's, whose stages are in transitions.sql: a flow adds its statuses, then what may be done
-- in which of them, where it leads, and by whom. A status is never deleted: events name it.
delete from core.moves;
insert into core.statuses (flow, status)
select 'marketplace', s from unnest('{pending_acceptance,accepted,acceptance_failed,label_created,shipped,refused,cancelled}'::text[]
  || '{unknown_outcome,shipping_failed,suspended,refunded}'::text[]) s
on conflict do nothing;
insert into core.statuses (flow, status)
select 'pantry', s from unnest('{PENDING,CONFIRMED,PREPARING,READY,COMPLETED,CANCELLED}'::text[]) s
on conflict do nothing;
insert into core.moves (flow, action, from_status, to_status, roles) values
  ('marketplace', 'release_shipment', 'unknown_outcome', 'accepted', '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'accepted',        'shipping_failed', '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'label_created',   'shipping_failed', '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'shipping_failed', 'shipping_failed', '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'suspended',       'shipping_failed', '{Supervisor,Admin}'),
  -- What is undone by itself, where that has failed.
  ('marketplace', 'void_shipment', 'cancelled', 'cancelled', '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'refused',   'refused',   '{Supervisor,Admin}'),
  ('marketplace', 'void_shipment', 'refunded',  'refunded',  '{Supervisor,Admin}');
insert into core.moves (flow, action, from_status, to_status, roles, wants_reason) values
  ('marketplace', 'settle_acceptance', 'acceptance_failed',  'pending_acceptance', '{Supervisor,Admin,Agent}', false),
  ('marketplace', 'settle_acceptance', 'acceptance_failed',  'accepted',           '{Supervisor,Admin,Agent}', true),
  ('marketplace', 'settle_acceptance', 'acceptance_failed',  'refused',            '{Supervisor,Admin,Agent}', true),
  ('marketplace', 'settle_acceptance', 'pending_acceptance', 'accepted',           '{Supervisor,Admin,Agent}', true),
  ('marketplace', 'settle_acceptance', 'pending_acceptance', 'refused',            '{Supervisor,Admin,Agent}', true),
  ('marketplace', 'retry_step',        'suspended',          'accepted',           '{Supervisor,Admin,Agent}', false),
  ('marketplace', 'retry_step',        'acceptance_failed',  'pending_acceptance', '{Supervisor,Admin,Agent}', false),
  ('marketplace', 'retry_step',        'shipping_failed',    'accepted',           '{Supervisor,Admin,Agent}', false),
  ('marketplace', 'retry_step',        'shipping_failed',    'label_created',      '{Supervisor,Admin,Agent}', false);
insert into core.moves (flow, action, from_status, to_status, roles, wants_reason) values
  ('pantry', 'confirm_pantry_order',  'PENDING',   'CONFIRMED', '{Staff,Supervisor,Admin}', false),
  ('pantry', 'start_pantry_order',    'CONFIRMED', 'PREPARING', '{Staff,Supervisor,Admin}', false),
  ('pantry', 'ready_pantry_order',    'PREPARING', 'READY',     '{Staff,Supervisor,Admin}', false),
  ('pantry', 'complete_pantry_order', 'READY',     'COMPLETED', '{Staff,Supervisor,Admin}', false),
  ('pantry', 'withdraw_pantry_order', 'PENDING',   'CANCELLED', '{Member}', false),
  ('pantry', 'withdraw_pantry_order', 'CONFIRMED', 'CANCELLED', '{Member}', false),
  ('pantry', 'offer_substitute',      'CONFIRMED', 'CONFIRMED', '{Staff,Supervisor,Admin}', false),
  ('pantry', 'offer_substitute',      'PREPARING', 'PREPARING', '{Staff,Supervisor,Admin}', false),
  ('pantry', 'answer_substitute',     'CONFIRMED', 'CONFIRMED', '{Staff,Supervisor,Admin,Member}', false),
  ('pantry', 'answer_substitute',     'PREPARING', 'PREPARING', '{Staff,Supervisor,Admin,Member}', false),
  ('pantry', 'cancel_pantry_order',   'PENDING',   'CANCELLED', '{Staff,Supervisor,Admin}', true),
  ('pantry', 'cancel_pantry_order',   'CONFIRMED', 'CANCELLED', '{Staff,Supervisor,Admin}', true),
  ('pantry', 'cancel_pantry_order',   'PREPARING', 'CANCELLED', '{Staff,Supervisor,Admin}', true),
  ('pantry', 'cancel_pantry_order',   'READY',     'CANCELLED', '{Staff,Supervisor,Admin}', true);

-- Who may call what is no action on a ticket, and which deployable's login reaches it.
-- A function for Service alone is no route.
delete from core.permissions;
insert into core.permissions (function_name, roles, logins) values
  ('get_order_for_scan',       '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('get_queue',                '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('get_orders_for_dashboard', '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('get_unassigned_counts',    '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('get_unassigned_list',      '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('get_events',               '{Staff,Supervisor,Admin,Packer,Agent}', '{ordak_rpc}'),
  ('retry_failed_sync',        '{Supervisor,Admin}',                    '{ordak_rpc}'),
  ('list_quarantine',          '{Supervisor,Admin}',                    '{ordak_rpc}'),
  ('replay_quarantined',       '{Supervisor,Admin}',                    '{ordak_rpc}'),
  ('get_settings',             '{Supervisor,Admin}',                    '{ordak_rpc}'),
  ('set_setting',              '{Admin}',                               '{ordak_rpc}'),
  ('get_health',               '{Service}',                             '{ordak_rpc}'),
  ('get_order_rules',          '{Service}',                             '{ordak_webhook}'),
  ('ingest_order',             '{Service}',                             '{ordak_webhook}'),
  ('hold_delivery',            '{Service}',                             '{ordak_webhook}'),
  ('get_held_delivery',        '{Service}',                             '{ordak_webhook}'),
  ('resolve_delivery',         '{Service}',                             '{ordak_webhook}'),
  ('deduct_on_order_create',   '{Service}',                             '{ordak_webhook}'),
  ('claim_work',               '{Service}',                             '{ordak_webhook}'),
  ('finish_work',              '{Service}',                             '{ordak_webhook}');

insert into core.services (name) values ('webhook'), ('rpc') on conflict do nothing;

-- The stage model: what may be done with a ticket, from which stage, where it leads, and by whom.
-- if_blocked: also while the order's stock is short. Only the first stage waits for it: later the cake exists.
-- if_changed: also while somebody has yet to acknowledge what the shop changed of it. No next stage before that.
delete from core.transitions;
insert into core.transitions (action, from_stage, to_stage, stamps, requires, if_blocked, if_changed, roles) values
  ('complete_filling',         'Filling',    'Covering',   'filling_complete_ts',    null,               false, false, '{Staff,Supervisor,Admin}'),
  ('complete_covering',        'Covering',   'Decorating', 'covering_complete_ts',   null,               true,  false, '{Staff,Supervisor,Admin}'),
  ('complete_decorating',      'Decorating', 'Packing',    'decorating_complete_ts', null,               true,  false, '{Staff,Supervisor,Admin}'),
  ('start_packing',            'Packing',    'Packing',    'packing_start_ts',       null,               true,  false, '{Staff,Supervisor,Admin,Packer}'),
  ('complete_packing',         'Packing',    'Complete',   'packing_complete_ts',    'packing_start_ts', true,  false, '{Staff,Supervisor,Admin,Packer}'),
  ('qc_return_to_decorating',  'Packing',    'Decorating', 'qc_returned_ts',         null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),

  ('handle_print_barcode',     'Filling',    'Filling',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('handle_print_barcode',     'Covering',   'Covering',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('handle_print_barcode',     'Decorating', 'Decorating', null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('handle_print_barcode',     'Packing',    'Packing',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),
  ('handle_print_barcode',     'Complete',   'Complete',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),

  ('assign_staff',             'Filling',    'Filling',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('assign_staff',             'Covering',   'Covering',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('assign_staff',             'Decorating', 'Decorating', null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('assign_staff',             'Packing',    'Packing',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),

  ('set_storage',              'Filling',    'Filling',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('set_storage',              'Covering',   'Covering',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('set_storage',              'Decorating', 'Decorating', null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('set_storage',              'Packing',    'Packing',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),
  ('set_storage',              'Complete',   'Complete',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),

  ('set_priority',             'Filling',    'Filling',    null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('set_priority',             'Covering',   'Covering',   null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('set_priority',             'Decorating', 'Decorating', null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('set_priority',             'Packing',    'Packing',    null,                     null,               true,  true,  '{Supervisor,Admin}'),

  ('clear_shortfall',          'Filling',    'Filling',    null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('clear_shortfall',          'Covering',   'Covering',   null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('clear_shortfall',          'Decorating', 'Decorating', null,                     null,               true,  true,  '{Supervisor,Admin}'),
  ('clear_shortfall',          'Packing',    'Packing',    null,                     null,               true,  true,  '{Supervisor,Admin}'),

  ('acknowledge_change',       'Filling',    'Filling',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('acknowledge_change',       'Covering',   'Covering',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('acknowledge_change',       'Decorating', 'Decorating', null,                     null,               true,  true,  '{Staff,Supervisor,Admin}'),
  ('acknowledge_change',       'Packing',    'Packing',    null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}'),
  ('acknowledge_change',       'Complete',   'Complete',   null,                     null,               true,  true,  '{Staff,Supervisor,Admin,Packer}');

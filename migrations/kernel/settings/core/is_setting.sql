-- Is there something that reads a setting of this name? Rows of names that were settings once are kept, and shown to nobody.
create or replace function core.is_setting(p_key text) returns boolean
language sql immutable
return p_key in (
  'order_rules', 'capacity', 'business_hours', 'acceptance', 'parcel', 'fulfilment', 'auto_reply', 'message_templates', 'pantry');

create type api.changed_field as (
  field text,
  before text,
  now text
);

comment on type api.changed_field is 'A field of a ticket, before and after.';
comment on column api.changed_field.before is '@nullable';
comment on column api.changed_field.now is '@nullable';

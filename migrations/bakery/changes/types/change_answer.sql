create type api.change_answer as (
  id text,
  kind text,
  detected_at timestamptz,
  fields api.changed_field[]
);

comment on type api.change_answer is 'A change that waits to be acknowledged; kind is edit, cancel, or null for none.';
comment on column api.change_answer.kind is '@nullable';
comment on column api.change_answer.detected_at is '@nullable';

create type api.bench_ticket as (
  notes text,
  due_text text,
  size_group text,
  stage_since timestamptz
);

comment on type api.bench_ticket is
  'A ticket as a station''s queue shows it: with the order''s notes, since when it is in its stage, and the size that it '
  'counts as. @extends ticket';
comment on column api.bench_ticket.notes is '@nullable';
comment on column api.bench_ticket.due_text is '@nullable';
comment on column api.bench_ticket.size_group is '@nullable';

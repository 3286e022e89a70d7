create type api.week_answer as (
  at timestamptz,
  store text,
  today date,
  date_from date,
  date_to date,
  open integer,
  unassigned integer,
  blocked integer,
  flagged integer,
  overdue integer,
  undated integer,
  shortfalls integer,
  days api.week_day[]
);

comment on type api.week_answer is 'The plan of a store''s days, and counts of all its open tickets.';

create type api.dashboard_answer as (
  store text,
  period text,
  date_from date,
  date_to date,
  open integer,
  unassigned integer,
  overdue integer,
  undated integer,
  blocked integer,
  flagged integer,
  completed_today integer,
  stages api.stage_counts,
  priorities api.priority_counts,
  days api.day_count[]
);

comment on type api.dashboard_answer is 'Counts of a store.';

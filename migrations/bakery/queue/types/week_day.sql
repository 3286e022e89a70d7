create type api.week_day as (
  date date,
  open api.stage_counts,
  ahead api.stage_counts,
  capacity api.stage_capacity,
  overbooked core.stage_type[]
);

comment on type api.week_day is
  'A day: tickets due by the stage they are in, by the stages that they have yet to go through, and what those can do.';

create type api.day_count as (
  date date,
  open integer
);

comment on type api.day_count is 'Open tickets that are due on one day.';

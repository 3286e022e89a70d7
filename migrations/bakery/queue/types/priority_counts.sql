create type api.priority_counts as (
  low integer,
  medium integer,
  high integer
);

comment on type api.priority_counts is 'Tickets by their priority.';

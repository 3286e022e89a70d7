create type api.events_answer as (
  events api.event[]
);

comment on type api.events_answer is 'Events in the order of their commits.';

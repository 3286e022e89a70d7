create type api.wait_answer as (
  wait_seconds numeric
);

comment on type api.wait_answer is 'The time to wait before the call; zero: go on.';

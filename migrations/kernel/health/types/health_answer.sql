create type api.health_answer as (
  worker api.worker_health
);

comment on type api.health_answer is 'The state of the work queue.';

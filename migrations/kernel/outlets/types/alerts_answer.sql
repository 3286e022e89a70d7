create type api.alerts_answer as (
  alerts api.alert[]
);

comment on type api.alerts_answer is 'The alerts leased to this worker.';

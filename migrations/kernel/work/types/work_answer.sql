create type api.work_answer as (
  work api.work[]
);

comment on type api.work_answer is 'The rows leased to this worker.';

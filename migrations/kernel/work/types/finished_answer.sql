create type api.finished_answer as (
  status core.work_status
);

comment on type api.finished_answer is 'The status of the row; null when it is leased to another worker, or finished.';
comment on column api.finished_answer.status is '@nullable';

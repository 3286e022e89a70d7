create type api.finished_answer as (
  status core.work_status
);

comment on type api.finished_answer is 'What became of the row; null when another worker has it, or it is finished.';
comment on column api.finished_answer.status is '@nullable';

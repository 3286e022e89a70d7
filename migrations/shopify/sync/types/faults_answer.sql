create type api.faults_answer as (
  faults api.sync_finding[]
);

comment on type api.faults_answer is 'The differences that were found.';

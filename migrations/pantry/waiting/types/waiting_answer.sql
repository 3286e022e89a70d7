create type api.waiting_answer as (
  waiting api.waiting_entry
);

comment on type api.waiting_answer is 'An entry of a waiting list as it is now.';

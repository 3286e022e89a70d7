create type api.staff_answer as (
  staff api.staff_member
);

comment on type api.staff_answer is 'The person as they are now.';

create type api.household_answer as (
  household api.household
);

comment on type api.household_answer is 'A household as it is now.';

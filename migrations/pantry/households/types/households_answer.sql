create type api.households_answer as (
  households api.household[]
);

comment on type api.households_answer is 'The households of a pantry.';

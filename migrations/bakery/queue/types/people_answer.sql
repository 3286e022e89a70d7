create type api.people_answer as (
  people api.assignable_person[]
);

comment on type api.people_answer is 'People by name.';

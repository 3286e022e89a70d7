create type api.found_answer as (
  more boolean,
  tickets api.found_ticket[]
);

comment on type api.found_answer is 'What was found; more: there is another page.';

create type api.found_answer as (
  more boolean,
  tickets api.found_ticket[]
);

comment on type api.found_answer is 'The tickets of this page; more: there is another page.';

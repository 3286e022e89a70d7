create type api.held_answer as (
  delivery_id bigint,
  permanent boolean
);

comment on type api.held_answer is 'The delivery that is kept, and whether a person has to look at it.';
comment on column api.held_answer.delivery_id is '@nullable';

create type api.held_answer as (
  delivery_id bigint
);

comment on type api.held_answer is 'The delivery that is kept; null when it was kept before.';
comment on column api.held_answer.delivery_id is '@nullable';

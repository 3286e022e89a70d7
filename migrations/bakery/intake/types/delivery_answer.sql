create type api.delivery_answer as (
  delivery api.delivery
);

comment on type api.delivery_answer is 'A held delivery, or null when it is resolved.';
comment on column api.delivery_answer.delivery is '@nullable';

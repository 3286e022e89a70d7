create type api.carriers_answer as (
  carriers jsonb
);

comment on type api.carriers_answer is 'Carriers, by their codes at the marketplace.';
comment on column api.carriers_answer.carriers is '@nullable';

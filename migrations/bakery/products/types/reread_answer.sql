create type api.reread_answer as (
  body text
);

comment on type api.reread_answer is 'An order to be read before it can be changed, as the shop sent it; null: nothing is left to do.';
comment on column api.reread_answer.body is '@nullable';

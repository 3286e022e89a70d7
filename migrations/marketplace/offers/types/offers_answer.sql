create type api.offers_answer as (
  sending boolean,
  import_id text,
  list boolean
);

comment on type api.offers_answer is 'What is under way with the offers of a marketplace.';
comment on column api.offers_answer.import_id is '@nullable';

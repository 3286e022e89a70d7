create type api.offers_answer as (
  sending boolean,
  import_id text,
  list boolean
);

comment on type api.offers_answer is 'An import of stock that is under way at a marketplace, and whether its offers are to be listed.';
comment on column api.offers_answer.import_id is '@nullable';

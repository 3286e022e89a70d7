create type api.order_answer as (
  order_id text,
  store text,
  version integer,
  tickets text[]
);

comment on type api.order_answer is 'The order''s id, the version that an edit has to name, and its tickets'' ids.';

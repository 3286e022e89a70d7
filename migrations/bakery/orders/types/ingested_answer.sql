create type api.ingested_answer as (
  store text,
  order_gid text,
  tickets text[]
);

comment on type api.ingested_answer is 'The sale and its tickets'' ids.';

create type api.figures_answer as (
  figures jsonb
);

comment on type api.figures_answer is 'How many of each SKU can be sold.';

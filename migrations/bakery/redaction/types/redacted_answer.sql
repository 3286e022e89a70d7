create type api.redacted_answer as (
  sales integer
);

comment on type api.redacted_answer is 'How many sales were emptied.';

create type api.booked_answer as (
  held text[],
  short text[],
  unknown text[]
);

comment on type api.booked_answer is 'Component SKUs that were held, fell short or are unknown.';

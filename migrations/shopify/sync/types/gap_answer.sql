create type api.gap_answer as (
  orders text[]
);

comment on type api.gap_answer is 'Orders by their gid.';

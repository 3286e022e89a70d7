create type api.stage_counts as (
  filling integer,
  covering integer,
  decorating integer,
  packing integer
);

comment on type api.stage_counts is 'Tickets by the stage they are in.';

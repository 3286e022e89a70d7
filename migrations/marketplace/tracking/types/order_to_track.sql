create type api.order_to_track as (
  order_gid text,
  mirakl_id text,
  pin text
);

comment on type api.order_to_track is 'An order that has a label, and the number by which its carrier tracks it.';

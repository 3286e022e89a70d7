create type api.stage_capacity as (
  filling integer,
  covering integer,
  decorating integer,
  packing integer
);

comment on type api.stage_capacity is 'How many tickets each stage can do; null where there is no bound.';
comment on column api.stage_capacity.filling is '@nullable';
comment on column api.stage_capacity.covering is '@nullable';
comment on column api.stage_capacity.decorating is '@nullable';
comment on column api.stage_capacity.packing is '@nullable';

create type api.shortfall as (
  sku text,
  title text,
  uom text,
  qty numeric,
  since timestamptz,
  order_id text,
  tickets text[]
);

comment on type api.shortfall is 'How much of a component an order lacks, and the tickets that wait for it.';

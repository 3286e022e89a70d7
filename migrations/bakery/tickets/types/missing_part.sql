create type api.missing_part as (
  sku text,
  title text,
  qty numeric,
  uom text
);

comment on type api.missing_part is 'A component that a cake is made of and its order lacks, and how much of it.';

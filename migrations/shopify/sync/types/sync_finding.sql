create type api.sync_finding as (
  kind text,
  ref text,
  detail jsonb,
  repaired boolean
);

comment on type api.sync_finding is 'An order or a SKU that differed, and whether that was mended.';

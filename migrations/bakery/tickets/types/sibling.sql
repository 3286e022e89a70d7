create type api.sibling as (
  id text,
  stage core.stage_type
);

comment on type api.sibling is 'Another cake of the same order, and where it is.';

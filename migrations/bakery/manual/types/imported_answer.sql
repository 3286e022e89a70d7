create type api.imported_answer as (
  order_id text,
  store text,
  status text,
  message text,
  version integer,
  tickets text[]
);

comment on type api.imported_answer is 'The order''s id, and whether it was created or was here already and skipped.';

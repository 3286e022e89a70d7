create type api.push_batch as (
  batch_id bigint,
  key uuid,
  lines api.push_line[]
);

comment on type api.push_batch is 'One mutation, always sent with this key.';

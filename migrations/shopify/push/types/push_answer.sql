create type api.push_answer as (
  idle boolean,
  busy_seconds integer,
  at timestamptz,
  location_gid text,
  find text[],
  read api.sku_item[],
  batch api.push_batch
);

comment on type api.push_answer is 'The next step for a shop. at: reads after this answer count as of this moment.';
comment on column api.push_answer.location_gid is '@nullable';
comment on column api.push_answer.batch is '@nullable';

create type api.usage as (
  txid text,
  no bigint,
  at timestamptz,
  store text,
  function text,
  code text,
  "from" core.stage_type,
  "to" core.stage_type
);

comment on type api.usage is 'One call of a function by a person: refused where it has a code.';
comment on column api.usage.store is '@nullable';
comment on column api.usage.code is '@nullable';
comment on column api.usage."from" is '@nullable';
comment on column api.usage."to" is '@nullable';

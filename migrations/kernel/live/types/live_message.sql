create type api.live_message as (
  type text,
  store text,
  id text,
  stage core.stage_type,
  txid text,
  no bigint,
  audiences text[],
  member_id uuid
);

comment on type api.live_message is
  'A hint that something has changed: of which kind, in which store, which ticket (or SKU), and the stage it is in. No '
  'id: there was more than can be published. member_id: of the members it is for this one alone.';
comment on column api.live_message.id is '@nullable';
comment on column api.live_message.stage is '@nullable';
comment on column api.live_message.txid is '@nullable';
comment on column api.live_message.no is '@nullable';
comment on column api.live_message.member_id is '@nullable';

create type api.held_delivery as (
  delivery_id bigint,
  topic text,
  reason text,
  webhook_id text,
  received_at timestamptz,
  bytes integer,
  waiting boolean
);

comment on type api.held_delivery is 'A delivery that could not be ingested; never its content.';
comment on column api.held_delivery.webhook_id is '@nullable';

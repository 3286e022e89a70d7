create type api.delivery as (
  delivery_id bigint,
  store text,
  topic text,
  webhook_id text,
  triggered_at timestamptz,
  body text
);

comment on type api.delivery is 'A held delivery with its bytes in base64.';
comment on column api.delivery.webhook_id is '@nullable';
comment on column api.delivery.triggered_at is '@nullable';

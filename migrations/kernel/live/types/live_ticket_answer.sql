create type api.live_ticket_answer as (
  live_ticket text,
  expires_at timestamptz,
  txid text,
  no bigint
);

comment on type api.live_ticket_answer is
  'An admission to connect with, once and until expires_at; and the cursor from which get_events goes on after a '
  'connection was lost.';

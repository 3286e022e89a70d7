create type api.member_mail as (
  work_id bigint,
  kind text,
  "to" text,
  language text,
  pantry text,
  order_id text,
  pickup_code text,
  day text,
  "from" text,
  until text,
  lines api.member_mail_line[]
);

comment on type api.member_mail is
  'A mail to a member about their own order. kind: confirmed, ready, cancelled or substitute; day, from and until: of the pick-up, by the '
  'clock of the store.';

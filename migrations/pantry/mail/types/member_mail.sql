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
  answer_by text,
  lines api.member_mail_line[]
);

comment on type api.member_mail is
  'A mail to a member about their own order (kind: confirmed, ready, cancelled or substitute), or a place that is held for them until '
  'answer_by (place_free); day, from and until: of the pick-up. Times are by the clock of the store.';
comment on column api.member_mail.order_id is '@nullable';
comment on column api.member_mail.pickup_code is '@nullable';
comment on column api.member_mail.answer_by is '@nullable';

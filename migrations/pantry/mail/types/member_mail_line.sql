create type api.member_mail_line as (
  title text,
  quantity integer,
  answer_by text
);

comment on type api.member_mail_line is
  'An item of a member''s own order. answer_by: it is offered in place of another, until then by the clock of the store.';
comment on column api.member_mail_line.answer_by is '@nullable';

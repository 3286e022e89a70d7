create type api.member_mail_answer as (
  mail api.member_mail
);

comment on type api.member_mail_answer is 'The mail leased to this worker; null where none is due.';
comment on column api.member_mail_answer.mail is '@nullable';

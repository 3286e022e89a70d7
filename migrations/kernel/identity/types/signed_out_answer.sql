create type api.signed_out_answer as (
  provider text
);

comment on type api.signed_out_answer is 'Signed out, or never in; the provider of the session that ended.';
comment on column api.signed_out_answer.provider is '@nullable';

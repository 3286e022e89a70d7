create type api.issued_answer as (
  api_token api.api_token,
  secret text
);

comment on type api.issued_answer is 'A new token. Its secret is not kept: this is the only time it is returned.';

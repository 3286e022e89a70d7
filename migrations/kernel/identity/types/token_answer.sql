create type api.token_answer as (
  api_token api.api_token
);

comment on type api.token_answer is 'The token as it is now.';

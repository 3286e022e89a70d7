create type api.tokens_answer as (
  api_tokens api.api_token[]
);

comment on type api.tokens_answer is 'Tokens by name, revoked ones last.';

create type api.rules_answer as (
  rules jsonb,
  last_good jsonb,
  timezone text
);

comment on type api.rules_answer is 'A store''s order_rules, the last good ones of them, and where its days begin.';
comment on column api.rules_answer.last_good is '@nullable';
comment on column api.rules_answer.timezone is '@nullable';

create type api.rules_answer as (
  rules jsonb
);

comment on type api.rules_answer is 'A store''s order_rules.';

create type api.badge_answer as (
  badge_id uuid,
  badge text
);

comment on type api.badge_answer is 'A new badge. Its code is not kept: this is the only time it is returned.';

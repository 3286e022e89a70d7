create type api.reported_answer as (
  taken boolean
);

comment on type api.reported_answer is 'Whether the report was taken, or dropped because there were ten of this minute already.';

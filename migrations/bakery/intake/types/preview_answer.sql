create type api.preview_answer as (
  store text,
  orders integer,
  read integer,
  redacted integer,
  too_large text[],
  unread text[],
  slow text[],
  differences api.reading_difference[]
);

comment on type api.preview_answer is
  'The differences between two sets of order_rules. `orders` of the shop are the last, of which some were redacted and '
  'some are too large to be read again; `unread` is how far the time did not reach, `slow` is where a pattern took too '
  'long.';

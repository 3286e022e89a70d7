create type api.swept_answer as (
  more boolean
);

comment on type api.swept_answer is 'One order or offer was ended, and there may be more, or there was none.';

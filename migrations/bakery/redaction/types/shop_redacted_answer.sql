create type api.shop_redacted_answer as (
  sales integer,
  more boolean
);

comment on type api.shop_redacted_answer is 'How many sales were emptied by this call, and whether another call may find more.';

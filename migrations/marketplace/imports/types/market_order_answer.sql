create type api.market_order_answer as (
);

comment on type api.market_order_answer is 'The order as it is now. @extends market_order';

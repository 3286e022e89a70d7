create type api.history_answer as (
  at timestamptz,
  ticket api.ticket,
  stage_since timestamptz,
  events api.history_event[],
  more boolean,
  stock api.stock_entry[],
  pushes api.push_state[]
);

comment on type api.history_answer is 'A ticket''s history; more: read on after the last event''s number.';

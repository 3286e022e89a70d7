create type api.turn_answer as (
  turn_id uuid,
  started_at timestamptz,
  staff api.person
);

comment on type api.turn_answer is 'The person''s turn at the kiosk: each of their scans names it.';

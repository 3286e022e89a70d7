create type api.device_state_answer as (
  state text
);

comment on type api.device_state_answer is 'waiting, enrolled, expired, revoked or unknown.';

create type api.lease_answer as (
  lease_expires_at timestamptz
);

comment on type api.lease_answer is 'Until when the conversation is leased.';

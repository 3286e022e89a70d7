create type api.invitation_answer as (
  invitation_id uuid,
  invitation text,
  expires_at timestamptz
);

comment on type api.invitation_answer is
  'A new invitation. Its code is not kept: this is the only time it is returned. The link is /pantry/#invitation=<code>, with '
  '&house=<organisation> where that is not the first: what stands behind # is sent to no server.';

create type api.invitation_answer as (
  invitation_id uuid,
  invitation text,
  path text,
  expires_at timestamptz
);

comment on type api.invitation_answer is
  'A new invitation. Its code is not kept: this is the only time it is returned. path: of the link to it at '
  'the address of our pages; what stands behind its # is sent to no server.';

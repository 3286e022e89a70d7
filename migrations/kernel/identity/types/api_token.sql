create type api.api_token as (
  token_id uuid,
  name text,
  role core.staff_role,
  stores text[],
  created_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  created_by uuid,
  creator text,
  creator_left boolean
);

comment on type api.api_token is 'A token of another system.';
comment on column api.api_token.revoked_at is '@nullable';
comment on column api.api_token.created_by is '@nullable';
comment on column api.api_token.creator is '@nullable';

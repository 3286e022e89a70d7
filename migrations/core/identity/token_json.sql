-- A token of another system, without what it is worth.
create or replace function core.token_json(p_token core.api_tokens) returns jsonb
language sql stable
return jsonb_build_object('token_id', p_token.token_id, 'name', p_token.name, 'role', p_token.role,
  'stores', to_jsonb(p_token.stores), 'created_at', p_token.created_at, 'expires_at', p_token.expires_at, 'revoked_at', p_token.revoked_at);

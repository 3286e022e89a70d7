-- A token of another system, without what it is worth. Whoever made it has left when they could not make it any more.
create or replace function core.token_json(p_token core.api_tokens) returns jsonb
language sql stable
return jsonb_build_object('token_id', p_token.token_id, 'name', p_token.name, 'role', p_token.role,
  'stores', to_jsonb(p_token.stores), 'created_at', p_token.created_at, 'expires_at', p_token.expires_at,
  'revoked_at', p_token.revoked_at, 'created_by', p_token.created_by,
  'creator', (select s.display_name from core.staff_shared s where s.id = p_token.created_by),
  'creator_left', p_token.created_by is not null and not exists (
    select from core.staff_shared s
    where s.id = p_token.created_by and s.is_active and s.role = 'Admin' and p_token.stores <@ s.stores));

-- Takes a token of another system away, with the pages that listen by it. Its row is locked.
create or replace function core.end_token(p_token_id uuid) returns core.api_tokens
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_token core.api_tokens;
begin
  update core.api_tokens t set revoked_at = core.now() where t.token_id = p_token_id returning * into v_token;
  perform core.end_made_of('system', p_token_id, 'token_revoked');
  perform core.log_event('token_revoked', null, null, p_detail => jsonb_build_object('token_id', p_token_id));
  return v_token;
end
$$;

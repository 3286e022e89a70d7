-- Claims a scan id, or returns what it was answered first, to whoever asked first. Two at once: the second waits for the
-- first to commit.
create or replace function core.answer_of_scan(p_scan_id uuid, p_function text, p_request jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_request, 'null')::text, 'UTF8'));
  v_first core.scans;
begin
  insert into core.scans (scan_id, function_name, request_hash, asked_by)
  values (p_scan_id, p_function, v_hash, core.asker())
  on conflict do nothing;
  if found then
    perform set_config('ordak.scan_id', p_scan_id::text, true);
    return null;
  end if;

  select s.* into v_first from core.scans s where s.scan_id = p_scan_id;
  -- A row of a store that this actor does not see is not found either.
  if v_first.function_name is distinct from p_function or v_first.request_hash is distinct from v_hash
    or v_first.asked_by <> core.asker()
  then
    return core.refuse('REQ002');
  end if;
  return v_first.answer;
end
$$;

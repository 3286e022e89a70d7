-- What a scan id was answered first, to whoever asked first; null for a new one, whose answer core.remember keeps. Two at once: the
-- second waits for the first to end. By the index whatever the planner thinks: it may have planned while the table was empty.
create or replace function core.answer_of_scan(p_scan_id uuid, p_function text, p_request jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_request, 'null')::text, 'UTF8'));
  v_first record;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_scan_id, 0)), set_config('ordak.scan_id', p_scan_id::text, true),
    set_config('ordak.request_hash', v_hash::text, true);
  v_first := core.scan_of(p_scan_id);
  if v_first.function_name is null then
    return null;
  end if;

  perform set_config('ordak.scan_id', '', true);
  -- One of a store that this actor does not see is nobody's to know of.
  if v_first.function_name is distinct from p_function or v_first.request_hash is distinct from v_hash
    or v_first.asked_by <> core.asker() or not coalesce(core.sees(v_first.store), v_first.store is null)
  then
    return core.refuse('REQ002');
  end if;
  return v_first.answer;
end
$$;

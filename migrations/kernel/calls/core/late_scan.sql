-- What a kiosk is answered of a scan whose turn is over: that it is too old, for nobody knows whether it was done; or, if it was
-- done, what it was answered then. Null: it was not, and is nobody's.
create or replace function core.late_scan(p_kiosk jsonb, p_store text, p_at timestamptz, p_function text, p_scan_id uuid, p_request jsonb)
returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('ordak.actor', p_kiosk::text, true), set_config('ordak.stores', p_store, true),
    set_config('ordak.function', p_function, true), set_config('ordak.scan_id', '', true);
  if p_at < core.now() - core.scan_limit() then
    return core.refuse('SCN003');
  elsif exists (select from core.scans s where s.scan_id = p_scan_id and s.asked_by = core.asker()) then
    return core.answer_of_scan(p_scan_id, p_function, p_request);
  end if;
  perform set_config('ordak.stores', '', true);
  return null;
end
$$;

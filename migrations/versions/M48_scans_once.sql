-- A scan id is looked up before the work and written once, after it. The look-up sees every store's: an id is one scan's alone.
-- depends: M47_label_unsure
set local role ordak_owner;

create function core.scan_of(
  p_scan_id uuid, out function_name text, out request_hash bytea, out asked_by text, out store text, out answer jsonb
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select s.function_name, s.request_hash, s.asked_by, s.store, s.answer into function_name, request_hash, asked_by, store, answer
  from core.scans s where s.scan_id = p_scan_id;
end
$$;

-- Keeps the answer for the scan id of this transaction, if it has one.
create or replace function core.remember(p_answer jsonb, p_store text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_scan_id uuid := nullif(current_setting('ordak.scan_id', true), '')::uuid;
begin
  if v_scan_id is not null then
    update core.scans s set answer = p_answer, store = p_store, ticket_id = p_answer #>> '{ticket,id}'
    where s.scan_id = v_scan_id;
  end if;
  return p_answer;
end
$$;

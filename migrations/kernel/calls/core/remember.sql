-- Keeps the answer for the scan id of this transaction, if it has one.
create or replace function core.remember(p_answer jsonb, p_store text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_scan_id uuid := nullif(current_setting('ordak.scan_id', true), '');
begin
  if v_scan_id is not null then
    insert into core.scans (scan_id, function_name, request_hash, asked_by, store, ticket_id, answer)
    values (v_scan_id, current_setting('ordak.function', true), current_setting('ordak.request_hash', true)::bytea, core.asker(),
      p_store, p_answer #>> '{ticket,id}', p_answer);
  end if;
  return p_answer;
end
$$;

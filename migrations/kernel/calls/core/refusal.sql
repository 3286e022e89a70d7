-- The answer of a refusal whose event is written: counted, and kept for the scan id. p_detail is for a person at a screen and in
-- a log: ids and stages, never a customer's data.
create or replace function core.refusal(p_code text, p_detail text, p_body jsonb, p_store text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_title text;
begin
  select f.title into strict v_title from core.faults f where f.code = p_code;
  perform core.count_run(false, 1, 0);
  return core.remember(
    jsonb_build_object(
      'ok', false, 'code', p_code, 'message', concat_ws(': ', v_title, p_detail),
      'correlation_id', core.actor('correlation_id')
    ) || p_body, p_store);
end
$$;

-- Refuses as core.refuse does, and writes nothing.
create or replace function core.turn_away(p_code text, p_detail text default null) returns jsonb
language sql stable
return (
  select jsonb_build_object('ok', false, 'code', f.code, 'message', concat_ws(': ', f.title, p_detail),
    'correlation_id', core.actor('correlation_id'))
  from core.faults f where f.code = p_code);

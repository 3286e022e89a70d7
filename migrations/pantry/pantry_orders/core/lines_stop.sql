-- The refusal for lines that cannot be given as they were ordered, naming each: first what a household may not have, then what is not
-- left. With p_available only if nothing at all can be given. Null where the order can be placed.
create or replace function pantry.lines_stop(p_lines jsonb, p_available boolean) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_over jsonb;
  v_short jsonb;
  v_any boolean;
begin
  select jsonb_agg(jsonb_build_object('sku', l.sku, 'ordered', l.ordered, 'most', l.allowed) order by l.line_no)
      filter (where l.allowed < l.ordered),
    jsonb_agg(jsonb_build_object('sku', l.sku, 'ordered', l.ordered, 'most', l.given) order by l.line_no) filter (where l.given < l.ordered),
    bool_or(l.given > 0)
  into v_over, v_short, v_any
  from jsonb_to_recordset(p_lines) l (line_no integer, sku text, ordered integer, allowed integer, given integer);
  return case
    when v_any is null then core.refuse('PAN008')
    when p_available and v_any then null
    when v_over is not null then core.refuse('PAN005', p_body => jsonb_build_object('lines', v_over))
    when v_short is not null then core.refuse('PAN001', p_body => jsonb_build_object('lines', v_short)) end;
end
$$;

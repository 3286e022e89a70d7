-- What of a basket a household can be given in a session: of each line how many it may have, and how many there are, one after another.
-- Every component is locked, so what there is stays there until the caller has held it.
create or replace function pantry.lines_to_give(
  p_basket core.pantry_baskets, p_household core.households, p_session_id uuid,
  out line_no integer, out sku text, out ordered integer, out allowed integer, out given integer
) returns setof record
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_wanted jsonb := (
    select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', l.sku, 'ordered', l.quantity, 'quantity', case
      when o.is_offered is distinct from true then 0
      else least(l.quantity, pantry.allowance(o, p_household.size, h.quantity)) end)), '[]')
    from jsonb_to_recordset(pantry.lines_of(p_basket)) l (line_no integer, sku text, quantity integer)
    left join core.pantry_items o on o.store = p_basket.store and o.sku = l.sku
    left join pantry.had_of(p_household, p_session_id) h on h.sku = l.sku);
begin
  -- Locks them; whether anything is missing, the next statement says line by line.
  perform stock.lacking(v_wanted);
  return query
    select f.line_no, f.sku, w.ordered, f.quantity, f.fits
    from pantry.fit_lines(v_wanted) f join jsonb_to_recordset(v_wanted) w (line_no integer, ordered integer) using (line_no);
end
$$;

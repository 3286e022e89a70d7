-- How many pieces of each line there are, line by line: what one line takes the next has no more. Lines are {"line_no", "sku", "quantity"}.
create or replace function pantry.fit_lines(p_lines jsonb, out line_no integer, out sku text, out quantity integer, out fits integer)
returns setof record
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_free jsonb := (
    select coalesce(jsonb_object_agg(i.sku, i.on_hand - i.reserved), '{}')
    from (select distinct e.sku from jsonb_to_recordset(p_lines) l (sku text) cross join lateral stock.explode(l.sku) e) c
    join core.inventory_items i on i.sku = c.sku);
  v_parts jsonb;
begin
  for line_no, sku, quantity in
    select l.line_no, l.sku, l.quantity from jsonb_to_recordset(p_lines) l (line_no integer, sku text, quantity integer) order by l.line_no
  loop
    v_parts := (select jsonb_object_agg(e.sku, e.qty) from stock.explode(fit_lines.sku) e);
    fits := least(quantity, (
      select greatest(0, min(floor(coalesce((v_free ->> p.key)::numeric, 0) / p.value::numeric))) from jsonb_each_text(v_parts) p));
    v_free := v_free || (
      select coalesce(jsonb_object_agg(p.key, (v_free ->> p.key)::numeric - p.value::numeric * fits), '{}')
      from jsonb_each_text(v_parts) p where v_free ? p.key);
    return next;
  end loop;
end
$$;

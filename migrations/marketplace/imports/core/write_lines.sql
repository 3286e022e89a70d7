-- The lines of an order as the marketplace has them now: one that is here keeps its number, one that is not there any more is of
-- nothing. True if something has changed.
create or replace function marketplace.write_lines(p_store text, p_order_gid text, p_lines jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_changed integer;
begin
  with here as (
    select l.line_no, l.line_id from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid
  ), given as (
    select b.*, coalesce(h.line_no, (select coalesce(max(e.line_no), 0) from here e)
      + (row_number() over (partition by h.line_no is null order by t.no))::integer) as line_no
    from jsonb_array_elements(p_lines) with ordinality t (line, no)
    cross join lateral jsonb_to_record(t.line) b (line_id text, sku text, title text, quantity integer, unit_amount numeric)
    left join here h using (line_id)
  ), written as (
    insert into core.sale_lines (store, order_gid, line_no, line_id, kind, sku, title, quantity, unit_amount)
    select p_store, p_order_gid, g.line_no, g.line_id, 'item', g.sku, coalesce(g.title, g.sku, '?'), g.quantity, g.unit_amount from given g
    on conflict (store, order_gid, line_no) do update
      set sku = excluded.sku, title = excluded.title, quantity = excluded.quantity, unit_amount = excluded.unit_amount
    where (sale_lines.sku, sale_lines.quantity, sale_lines.unit_amount) is distinct from (excluded.sku, excluded.quantity, excluded.unit_amount)
    returning 1
  ), gone as (
    update core.sale_lines l set quantity = 0
    where l.store = p_store and l.order_gid = p_order_gid and l.quantity > 0 and l.line_id not in (select g.line_id from given g)
    returning 1
  )
  select (select count(*) from written) + (select count(*) from gone) into v_changed;
  return v_changed > 0;
end
$$;

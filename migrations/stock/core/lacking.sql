-- What lines of {"sku", "quantity"} would fall short of, before anything is written: none where all is there. known: an item
-- stands for it; else all of it is lacking. Each component is locked in sorted order, as an order that is booked locks them, so what
-- is there stays there until the caller has held it. The lines may be of one organisation's store room alone, which is open.
create or replace function stock.lacking(p_lines jsonb, out sku text, out qty numeric, out known boolean) returns setof record
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_free numeric;
begin
  perform stock.lock_bom(false);
  for sku, qty, known in
    -- As stock.wanted_of: over all lines, and rounded up to the ledger's three decimals.
    select e.sku, ceil(sum(e.qty * l.quantity) * 1000) / 1000, bool_and(e.known)
    from jsonb_to_recordset(p_lines) l (sku text, quantity numeric) cross join lateral stock.explode(l.sku) e
    group by e.sku order by e.sku collate "C"
  loop
    if known then
      select i.on_hand - i.reserved into strict v_free from core.inventory_items i where i.sku = lacking.sku for update;
      qty := qty - v_free;
    end if;
    if qty > 0 then
      return next;
    end if;
  end loop;
end
$$;

-- Keeps bills of materials and the list of items as they are until this transaction ends: together with others who only
-- read them, or alone, to change them. Else an order that came at that moment is booked by the old ones, and not seen by
-- whoever books the open orders anew. Taken after an order, before items.
create or replace function stock.lock_bom(p_alone boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_alone then
    perform pg_advisory_xact_lock(hashtext('core.product_requirements'));
  else
    perform pg_advisory_xact_lock_shared(hashtext('core.product_requirements'));
  end if;
end
$$;

-- Keeps an organisation's bills of materials and its list of items as they are until this transaction ends: together with others who only
-- read them, or alone, to change them. Else an order that came at that moment is booked by the old ones, and not seen by
-- whoever books the open orders anew. Taken after an order, before items.
create or replace function stock.lock_bom(p_alone boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_alone then
    perform pg_advisory_xact_lock(hashtext(concat('core.product_requirements:', core.house())));
  else
    perform pg_advisory_xact_lock_shared(hashtext(concat('core.product_requirements:', core.house())));
  end if;
end
$$;

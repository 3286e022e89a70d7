-- Keeps what is decided of products as it is until this transaction ends: together with others who only read it, or alone,
-- to decide. Else an order that came at that moment is read by the old decision, and missed by whoever reads the product's
-- orders again. Taken before an order.
create or replace function bakery.lock_products(p_alone boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_alone then
    perform pg_advisory_xact_lock(hashtext('core.product_kinds'));
  else
    perform pg_advisory_xact_lock_shared(hashtext('core.product_kinds'));
  end if;
end
$$;

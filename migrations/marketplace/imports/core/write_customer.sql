-- Who bought, as the marketplace names them now; null where it names no one.
create or replace function marketplace.write_customer(p_store text, p_customer jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into core.customers (store, customer_id, name, locale)
  select p_store, p_customer ->> 'id', p_customer ->> 'name', p_customer ->> 'locale' where p_customer ->> 'id' is not null
  on conflict (store, customer_id) do update set name = excluded.name, locale = excluded.locale
  where (customers.name, customers.locale) is distinct from (excluded.name, excluded.locale);
  return p_customer ->> 'id';
end
$$;

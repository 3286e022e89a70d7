-- Today's date where the store is. Not in SQL, which would be planned anew with each scan.
create or replace function core.store_today(p_store text) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select (core.now() at time zone s.timezone)::date from core.stores s where s.store = p_store);
end
$$;

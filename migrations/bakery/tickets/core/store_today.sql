-- Today's date where the store is.
create or replace function bakery.store_today(p_store text) returns date
language sql stable
return (select (core.now() at time zone st.timezone)::date from core.stores st where st.store = p_store);

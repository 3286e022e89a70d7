-- The name of the store whose code this is, when it is not one of the actor's; null otherwise. Of its orders it says nothing.
create or replace function bakery.other_store(p_scan text) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_store text := (select s.store from bakery.read_scan(p_scan) s where not core.sees(s.store));
  v_before text;
  v_name text;
begin
  if v_store is not null then
    v_before := core.see_house();
    select s.display_name into v_name from core.stores s where s.store = v_store;
    perform core.see_stores(v_before);
  end if;
  return v_name;
end
$$;

-- The customer who takes part in a conversation, new if they were not known; null where it names none. A name that is here, or was
-- emptied, stays: orders bring it.
create or replace function marketplace.write_customer_of(p_store text, p_thread jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_customer jsonb := (
    select t.one from jsonb_array_elements(p_thread -> 'participants') t (one)
    where t.one ->> 'type' = 'CUSTOMER' and t.one ->> 'id' is not null limit 1);
begin
  insert into core.customers (store, customer_id, name)
  select p_store, v_customer ->> 'id', v_customer ->> 'name' where v_customer is not null
  on conflict do nothing;
  return v_customer ->> 'id';
end
$$;

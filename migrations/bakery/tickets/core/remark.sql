-- Keeps what a person wrote, beside the events that nobody can empty. Null for nothing written.
create or replace function bakery.remark(p_order core.orders, p_text text) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint;
begin
  if coalesce(p_text, '') !~ '\S' then
    return null;
  end if;
  insert into core.remarks (store, ticket_id, text) values (p_order.store, p_order.id, p_text)
  returning remark_id into v_id;
  return v_id;
end
$$;

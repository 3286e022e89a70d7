-- Keeps what a person wrote about an order that has no ticket, beside the events that nobody can empty. Null for nothing written.
create or replace function core.remark_about(p_store text, p_order_gid text, p_text text) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint;
begin
  if coalesce(p_text, '') !~ '\S' then
    return null;
  end if;
  insert into core.remarks (store, order_gid, text) values (p_store, p_order_gid, p_text) returning remark_id into v_id;
  return v_id;
end
$$;

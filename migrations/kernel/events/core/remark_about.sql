-- Keeps what a person wrote about a ticket, or about an order that has none, beside the events that nobody can empty. Null for nothing
-- written.
create or replace function core.remark_about(p_store text, p_text text, p_ticket_id text default null, p_order_gid text default null)
returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint;
begin
  if coalesce(p_text, '') !~ '\S' then
    return null;
  end if;
  insert into core.remarks (store, ticket_id, order_gid, text) values (p_store, p_ticket_id, p_order_gid, p_text)
  returning remark_id into v_id;
  return v_id;
end
$$;

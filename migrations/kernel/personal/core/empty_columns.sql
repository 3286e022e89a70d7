-- Empties what core.personal_columns says is personal, table by table: of a customer's order (whose 'customer', by its gid), which the caller
-- has locked; or of a member in a store ('member', by their id).
create or replace function core.empty_columns(p_whose text, p_store text, p_key text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_table record;
begin
  for v_table in
    select c.table_name, c.found_by, string_agg(format('%I = %s', c.column_name, c.emptied), ', ' order by c.no) as emptied
    from core.personal_columns c where c.whose = p_whose
    group by c.table_name, c.found_by order by min(c.no)
  loop
    execute format('update core.%I r set %s where %s', v_table.table_name, v_table.emptied, v_table.found_by)
      using p_store, p_key;
  end loop;
end
$$;

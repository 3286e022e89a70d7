-- Deletes rows that core.retention keeps no longer, at most so many, and returns how many. What somebody has locked is for the next time.
create or replace function core.purge_rows(p_limit integer) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_rule core.retention;
  v_left integer := p_limit;
  v_gone integer;
begin
  for v_rule in select r.* from core.retention r order by r.table_name, r.aged_by loop
    execute format(
      'delete from core.%1$I d where d.ctid = any (array(
         select r.ctid from core.%1$I r where r.%2$I < $1 and (%3$s) order by r.%2$I limit $2 for update skip locked))',
      v_rule.table_name, v_rule.aged_by, coalesce(v_rule.condition, 'true')) using core.now() - v_rule.kept, v_left;
    get diagnostics v_gone = row_count;
    v_left := v_left - v_gone;
    exit when v_left = 0;
  end loop;
  return p_limit - v_left;
end
$$;

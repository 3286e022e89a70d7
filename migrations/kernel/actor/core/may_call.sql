-- May this role call this function? An action asks the moves of its flow, everything else the permissions.
-- What is called most is asked first, by itself: a look that finds it is the last.
create or replace function core.may_call(p_role core.staff_role, p_function text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from core.transitions t where t.action = p_function and p_role = any (t.roles)) then
    return true;
  end if;
  return exists (
    select from core.permissions p where p.function_name = p_function and p_role = any (p.roles)
    union all
    select from core.moves m where m.action = p_function and p_role = any (m.roles));
end
$$;

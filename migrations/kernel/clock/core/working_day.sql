-- The day that is so many working days of a store after this one; null if it has none within a year.
create or replace function core.working_day(p_store text, p_day date, p_count integer) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_left integer := p_count;
begin
  for v_ahead in 1 .. p_count + 366 loop
    if exists (select from core.open_hours(p_store, p_day + v_ahead)) then
      v_left := v_left - 1;
      if v_left = 0 then
        return p_day + v_ahead;
      end if;
    end if;
  end loop;
  return null;
end
$$;

-- 1 → A, 26 → Z, 27 → AA, 702 → ZZ, 703 → AAA.
create or replace function bakery.ticket_suffix(p_no integer) returns text
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
  v_rest integer := p_no;
  v_suffix text := '';
begin
  while v_rest > 0 loop
    v_suffix := chr(65 + (v_rest - 1) % 26) || v_suffix;
    v_rest := (v_rest - 1) / 26;
  end loop;
  return v_suffix;
end
$$;

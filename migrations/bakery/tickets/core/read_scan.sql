-- What a scanner, a camera or a person typed: bannos-12345, Flour-Lane-12345-B, a URL or JSON that holds one.
-- Null when it holds none, or two different ones. By the index whatever the planner thinks: of hundreds of stores it might read all.
create or replace function bakery.read_scan(p_scan text, out store text, out base text, out suffix text)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  -- Without parentheses that keep what they match: those cost more than all else here.
  c_code constant text := '[a-z0-9-]+-m?[0-9]{1,20}(?:-[a-z]{1,3})?';
  v_text text := lower(left(p_scan, 4000));
  v_codes text[] := array[v_text];
  v_code text;
  v_suffix text;
  v_number text;
  v_store text;
begin
  -- Nearly always it is the code alone, to which a scanner has added nothing.
  if v_text !~ ('^' || c_code || '$') then
    v_codes := array(
      select distinct m.hit[1] from regexp_matches(core.plain_scan(v_text), '(?<![a-z0-9-])' || c_code || '(?![a-z0-9-])', 'g') m (hit));
  end if;

  foreach v_code in array v_codes loop
    v_suffix := split_part(v_code, '-', -1);
    if v_suffix ~ '^[a-z]+$' then
      v_code := left(v_code, -length(v_suffix) - 1);
    else
      v_suffix := null;
    end if;
    v_number := split_part(v_code, '-', -1);
    foreach v_store in array core.stores_spelled(left(v_code, -length(v_number) - 1)) loop
      if base is null then
        store := v_store;
        base := v_store || '-' || v_number;
        suffix := upper(v_suffix);
      elsif (store, base, suffix) is distinct from (v_store, v_store || '-' || v_number, upper(v_suffix)) then
        store := null;
        base := null;
        suffix := null;
        return;
      end if;
    end loop;
  end loop;
end
$$;

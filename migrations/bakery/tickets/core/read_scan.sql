-- What a scanner, a camera or a person typed: bannos-12345, Flour-Lane-12345-B, a URL or JSON that holds one.
-- Null when it holds none, or two different ones. By the index whatever the planner thinks: of hundreds of stores it might read all.
create or replace function bakery.read_scan(p_scan text, out store text, out base text, out suffix text)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  c_code constant text := '([a-z0-9-]+)-(m?[0-9]{1,20})(?:-([a-z]{1,3}))?';
  v_text text := lower(left(p_scan, 4000));
  v_hit text[] := regexp_match(v_text, '^' || c_code || '$');
  v_stores text[];
  v_found integer;
begin
  -- Nearly always it is the code alone, to which a scanner has added nothing.
  if v_hit is null then
    v_text := core.plain_scan(v_text);
    v_hit := regexp_match(v_text, '^' || c_code || '$');
  end if;
  if v_hit is not null then
    v_stores := core.stores_spelled(v_hit[1]);
    if cardinality(v_stores) = 1 then
      store := v_stores[1];
      base := store || '-' || v_hit[2];
      suffix := upper(v_hit[3]);
    end if;
    return;
  end if;

  select count(*), min(f.store), min(f.base), min(f.suffix)
  into v_found, store, base, suffix
  from (
    select distinct s.store, s.store || '-' || m.hit[2] as base, upper(m.hit[3]) as suffix
    from regexp_matches(v_text, '(?<![a-z0-9-])' || c_code || '(?![a-z0-9-])', 'g') m (hit)
    cross join lateral unnest(core.stores_spelled(m.hit[1])) s (store)
  ) f;
  if v_found <> 1 then
    store := null;
    base := null;
    suffix := null;
  end if;
end
$$;

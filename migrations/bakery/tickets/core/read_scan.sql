-- What a scanner, a camera or a person typed: bannos-12345, Flour-Lane-12345-B, a URL or JSON that holds one.
-- Null when it holds none, or two different ones.
create or replace function bakery.read_scan(p_scan text, out store text, out base text, out suffix text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_found integer;
begin
  select count(*), min(f.store), min(f.base), min(f.suffix)
  into v_found, store, base, suffix
  from (
    select distinct sp.store, sp.store || '-' || m.hit[1] as base, upper(m.hit[2]) as suffix
    from core.spellings() sp,
      regexp_matches(lower(core.plain_scan(left(p_scan, 4000))),
        '(?<![a-z0-9-])' || sp.spelling || '-(m?[0-9]{1,20})(?:-([a-z]{1,3}))?(?![a-z0-9-])', 'g') as m (hit)
  ) f;
  if v_found <> 1 then
    store := null;
    base := null;
    suffix := null;
  end if;
end
$$;

-- When so much business time of a store has passed since a moment. Of the duration, days are working days, kept at the same time of
-- the day, and the rest is time in which the store is open: '24 hours' are three days of 9 to 17, '1 day' is the next one. With none the
-- first moment at which it is open. Null if that is more than a year away.
create or replace function core.business_moment(p_store text, p_from timestamptz, p_duration interval) returns timestamptz
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_zone text := (select s.timezone from core.stores s where s.store = p_store);
  v_days integer := extract(day from p_duration);
  v_left interval := p_duration - make_interval(days => v_days);
  v_from timestamptz := p_from;
  v_local timestamp;
  v_open record;
begin
  if v_days > 0 then
    v_local := core.business_moment(p_store, p_from, interval '0') at time zone v_zone;
    v_from := (core.working_day(p_store, v_local::date, v_days) + v_local::time) at time zone v_zone;
  end if;
  v_local := v_from at time zone v_zone;
  for v_ahead in 0 .. 366 loop
    for v_open in
      select greatest(h.opens, v_from) as opens, h.closes from core.open_hours(p_store, v_local::date + v_ahead) h
      where h.closes > v_from order by h.opens
    loop
      if v_left <= v_open.closes - v_open.opens then
        return v_open.opens + v_left;
      end if;
      v_left := v_left - (v_open.closes - v_open.opens);
    end loop;
  end loop;
  return null;
end
$$;

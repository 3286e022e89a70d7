-- When a store is open on one day, in order: by its setting business_hours, else its organisation's, the day's own hours; none on a
-- holiday of its province; else its weekday's. Without the setting Monday to Friday, 9:00 to 17:00. What of it cannot be read is closed.
create or replace function core.open_hours(p_store text, p_day date, out opens timestamptz, out closes timestamptz) returns setof record
language sql stable
begin atomic
  with week as (
    select coalesce((
      select s.value from core.settings s where s.key = 'business_hours' and (s.store = p_store or s.store is null)
      order by s.store nulls last limit 1), core.usual_hours()) as hours
  ), listed as (
    select coalesce(w.hours -> to_char(p_day, 'YYYY-MM-DD'),
      (select '[]'::jsonb from core.holidays h where h.province = w.hours ->> 'province' and h.day = p_day),
      w.hours -> to_char(p_day, 'dy')) as spans
    from week w
  ), timed as (
    select (p_day + (t.span ->> 0)::time) at time zone st.timezone as opens, (p_day + (t.span ->> 1)::time) at time zone st.timezone as closes
    from listed l, core.stores st, jsonb_array_elements(case jsonb_typeof(l.spans) when 'array' then l.spans else '[]' end) t (span)
    where st.store = p_store and core.is_span(t.span)
  ), merged as (
    -- Where clocks go forward, a span within that hour ends before it begins.
    select range_agg(tstzrange(t.opens, t.closes)) as open from timed t where t.opens < t.closes
  )
  select lower(r.span), upper(r.span) from merged m, unnest(m.open) r (span) order by 1;
end;

-- Writes an order's lines as they are now: a line keeps its number, a new one gets the next, one that is gone has
-- quantity zero. Returns the order's tickets, each with the number that its line has here.
create or replace function bakery.merge_lines(p_store text, p_order_gid text, p_order jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_last integer := coalesce((
    select max(l.line_no) from core.sale_lines l where l.store = p_store and l.order_gid = p_order_gid), 0);
  v_lines jsonb;
begin
  -- A line is known by its id; one without is known by its place. Of an order that another system told us of first, no line
  -- has its id yet: those are known by what they sell.
  with sent as (
    select t.line, l.line_no from jsonb_array_elements(p_order -> 'lines') t (line)
    left join core.sale_lines l on l.store = p_store and l.order_gid = p_order_gid
      and case when t.line ->> 'line_id' is null then l.line_id is null and l.line_no = (t.line ->> 'line_no')::integer
        else l.line_id = t.line ->> 'line_id' end
  ), nameless as (
    select l.line_no, l.kind::text, l.kind_by, l.sku, row_number() over (partition by l.kind, l.sku order by l.line_no) as place
    from core.sale_lines l
    where l.store = p_store and l.order_gid = p_order_gid and l.line_id is null and l.quantity > 0
      and l.line_no not in (select s.line_no from sent s where s.line_no is not null)
  ), strange as (
    select s.line, row_number() over (
      partition by s.line ->> 'kind', s.line ->> 'sku' order by (s.line ->> 'line_no')::integer) as place
    from sent s where s.line_no is null and s.line ->> 'line_id' is not null
  ), known as (
    -- What a person said that it is stays their word.
    select s.line || case n.kind_by when 'person' then '{"kind_by": "person"}'::jsonb else '{}' end as line, coalesce(s.line_no, n.line_no) as line_no
    from sent s
    left join strange x on x.line = s.line
    left join nameless n on n.kind = x.line ->> 'kind' and n.sku is not distinct from x.line ->> 'sku' and n.place = x.place
  ), numbered as (
    select s.line, coalesce(s.line_no, v_last + row_number() over (
      partition by s.line_no is null order by (s.line ->> 'line_no')::integer)::integer) as line_no
    from known s
  )
  select coalesce(jsonb_agg(n.line || jsonb_build_object('line_no', n.line_no, 'sent_as', n.line -> 'line_no')), '[]')
  into v_lines from numbered n;

  update core.sale_lines l set quantity = 0
  where l.store = p_store and l.order_gid = p_order_gid and l.quantity > 0
    and l.line_no not in (select (t.line ->> 'line_no')::integer from jsonb_array_elements(v_lines) t (line));
  perform bakery.write_lines(p_store, p_order_gid, v_lines);
  return (
    select coalesce(jsonb_agg(b.body || jsonb_build_object('line_no', t.line -> 'line_no') order by b.no), '[]')
    from jsonb_array_elements(p_order -> 'tickets') with ordinality b (body, no)
    join jsonb_array_elements(v_lines) t (line) on t.line -> 'sent_as' = b.body -> 'line_no'
    -- A cancelled order needs nothing, whatever its lines still say.
    where p_order ->> 'cancelled_at' is null);
end
$$;

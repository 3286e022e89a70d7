-- The tickets that a line has to have beside the first p_live, as the order says that was read again. What cannot be read
-- again, its customer being erased, is what the line still says, due when the others of the order are.
create or replace function bakery.cakes_of_line(p_line core.sale_lines, p_order jsonb, p_live integer) returns jsonb
language sql stable
begin atomic
  with sent as (
    select b.body || jsonb_build_object('line_no', p_line.line_no,
        'flags', bakery.kind_flags(core.texts(b.body -> 'flags'), false, 'decision')) as body,
      row_number() over (order by b.no) as place
    from jsonb_array_elements((p_order -> 'tickets') || coalesce(p_order -> 'others', '[]')) with ordinality b (body, no)
    join jsonb_array_elements(p_order -> 'lines') t (line) on t.line -> 'line_no' = b.body -> 'line_no'
    where case when p_line.line_id is null then (t.line ->> 'line_no')::integer = p_line.line_no
      else t.line ->> 'line_id' = p_line.line_id end
  ), due as (
    select max(o.due_date) as day from core.orders o where o.store = p_line.store and o.order_gid = p_line.order_gid
  )
  select coalesce(jsonb_agg(coalesce(s.body, jsonb_build_object('line_no', p_line.line_no, 'product_title', p_line.title,
    'due_date', d.day, 'flags', case when d.day is null then '["due_date_missing"]'::jsonb else '[]' end)) order by n), '[]')
  from due d
  cross join generate_series(p_live + 1, p_line.quantity) n
  left join sent s on s.place = n;
end;

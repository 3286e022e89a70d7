-- By how much an order's marks have moved: extras that left the house or were left out, answers that were
-- forgotten.
create or replace function stock.marks_moved(p_before jsonb, p_after jsonb) returns jsonb
language sql immutable
return jsonb_build_object(
  'used', (
    select coalesce(jsonb_object_agg(a.key, a.value::integer - b.value::integer), '{}')
    from jsonb_each_text(p_after -> 'used') a join jsonb_each_text(p_before -> 'used') b using (key)
    where a.value <> b.value),
  'skipped', (
    select coalesce(jsonb_object_agg(a.key, a.value::integer - b.value::integer), '{}')
    from jsonb_each_text(p_after -> 'skipped') a join jsonb_each_text(p_before -> 'skipped') b using (key)
    where a.value <> b.value),
  'answers', (
    select coalesce(jsonb_object_agg(b.key, b.value || jsonb_build_object('qty', b.qty - coalesce(b.left_over, 0))), '{}')
    from (
      select e.key, e.value, (e.value ->> 'qty')::numeric as qty,
        (p_after #>> array['answers', e.key, 'qty'])::numeric as left_over
      from jsonb_each(p_before -> 'answers') e
    ) b
    where b.qty > coalesce(b.left_over, 0)));

-- What each line of an order is that the shop sent: a line that is here and sells the same stays what it is, however it is
-- read now; else a decision about its product counts, else what the reader found by the store's rules or guessed. The
-- tickets are those of the cakes among them; for what the reader took for no cake it brings them as `others`.
create or replace function bakery.judge_order(p_store text, p_order jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_lines jsonb;
  v_tickets jsonb;
begin
  if not p_order ? 'others' then
    return p_order;  -- an earlier release has read it, and said all
  end if;
  with known as (
    select t.line, t.no, l.kind, l.kind_by, l.kind_unsure, coalesce(t.line ->> 'product_id', l.product_id) as product_id,
      coalesce(t.line ->> 'variant_id', l.variant_id) as variant_id,
      -- A product that was deleted has no id any more: it is the same all the same.
      -- What a person typed is called by its SKU once the customer's data is erased.
      l.title in (coalesce(t.line ->> 'title', ''), bakery.untitled(l.sku)) and l.sku is not distinct from t.line ->> 'sku'
        and coalesce(l.product_id = t.line ->> 'product_id', true) and coalesce(l.variant_id = t.line ->> 'variant_id', true) as same
    from jsonb_array_elements(p_order -> 'lines') with ordinality t (line, no)
    left join core.sale_lines l on l.store = p_store and l.order_gid = p_order ->> 'order_gid'
      and case when t.line ->> 'line_id' is null then l.line_id is null and l.line_no = (t.line ->> 'line_no')::integer
        else l.line_id = t.line ->> 'line_id' end
  ), decided as (
    select k.*, case when not coalesce(k.same, false) then bakery.decided_kind(p_store,
      core.product_key(k.product_id, k.line ->> 'title', k.line ->> 'sku'), 'variant:' || k.variant_id) end as decision
    from known k
  )
  select coalesce(jsonb_agg(d.line || case
    when d.same then jsonb_build_object('kind', d.kind, 'kind_by', d.kind_by,
      'unsure', case when d.kind_by is null then d.line -> 'unsure' else to_jsonb(d.kind_unsure) end)
    when d.decision is not null then jsonb_build_object('kind', d.decision, 'kind_by', 'decision', 'unsure', false)
    else '{}' end order by d.no), '[]')
  into v_lines from decided d;

  select coalesce(jsonb_agg(b.body || jsonb_build_object('flags', bakery.kind_flags(core.texts(b.body -> 'flags'),
    (t.line ->> 'unsure')::boolean, t.line ->> 'kind_by')) order by t.no, b.no), '[]')
  into v_tickets
  from jsonb_array_elements(v_lines) with ordinality t (line, no)
  join jsonb_array_elements((p_order -> 'tickets') || (p_order -> 'others')) with ordinality b (body, no)
    on b.body -> 'line_no' = t.line -> 'line_no'
  where t.line ->> 'kind' = 'cake';

  -- More cakes than the reader may bring.
  if exists (
    select from jsonb_array_elements(v_lines) t (line)
    where t.line ->> 'kind' = 'cake' and (t.line ->> 'quantity')::bigint > (
      select count(*) from jsonb_array_elements(v_tickets) b (body) where b.body -> 'line_no' = t.line -> 'line_no'))
  then
    raise check_violation using message = 'a line has more cakes than tickets';
  end if;
  return p_order - 'others' || jsonb_build_object('lines', v_lines, 'tickets', v_tickets);
end
$$;

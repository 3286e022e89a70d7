-- Flags a sale with what is only guessed of its lines: one that is no cake though something speaks for it, and that none of
-- them is a cake. What an earlier release wrote says nothing of that, and stays.
create or replace function bakery.flag_kinds(p_store text, p_order_gid text) returns void
language sql
begin atomic
  update core.sales s set flags = f.flags
  from (
    select array(select u from unnest(t.flags) u where u not in ('kind_unsure', 'no_cake'))
      || case when bool_or(l.kind <> 'cake' and l.kind_unsure) then '{kind_unsure}' else '{}'::text[] end
      || case when not bool_or(l.kind = 'cake') and bool_or(l.kind_by = 'guess') then '{no_cake}' else '{}'::text[] end as flags
    from core.sales t
    join core.sale_lines l on l.store = t.store and l.order_gid = t.order_gid and l.quantity > 0
    where t.store = p_store and t.order_gid = p_order_gid
    group by t.store, t.order_gid
    having bool_or(l.kind_by in ('decision', 'rules', 'guess'))
  ) f
  where s.store = p_store and s.order_gid = p_order_gid
    and not (s.flags @> f.flags and s.flags <@ f.flags);
end;

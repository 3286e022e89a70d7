-- Makes the lines of a sale what was decided of their products. What is no cake any more loses its tickets: one not begun is
-- cancelled, a begun one waits for somebody to acknowledge, a finished one stays. What is a cake now has tickets as p_order,
-- the order read again, says. An order that no shop knows keeps its last cake, for it ends with it. The order is locked.
create or replace function bakery.follow_decisions(p_sale core.sales, p_order jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_decided record;
  v_did jsonb;
  v_done jsonb := '{}';
  v_kinds jsonb := '[]';
begin
  for v_decided in select d.line, d.kind from bakery.decided_lines(p_sale.store, p_sale.order_gid) d loop
    v_did := case
      when v_decided.kind = (v_decided.line).kind then '{}'
      when v_decided.kind = 'cake' then bakery.make_cakes(p_sale, v_decided.line, p_order)
      when (v_decided.line).kind <> 'cake' then '{}'
      when stock.is_manual(p_sale.order_gid) and not exists (
        select from core.sale_lines l
        where l.store = p_sale.store and l.order_gid = p_sale.order_gid and l.kind = 'cake' and l.quantity > 0
          and l.line_no <> (v_decided.line).line_no) then null
      else bakery.unmake_cakes(v_decided.line) end;
    continue when v_did is null;
    update core.sale_lines l set kind = v_decided.kind, kind_by = 'decision', kind_unsure = false,
      -- Of what goes along from now on, what was finished as a cake has left already.
      used = case when l.kind = 'cake' and v_decided.kind <> 'cake' then least(l.quantity, (
        select count(*) from core.orders o where o.store = l.store and o.order_gid = l.order_gid and o.line_no = l.line_no
          and o.stage = 'Complete' and o.cancelled_at is null)) else l.used end
    where l.store = p_sale.store and l.order_gid = p_sale.order_gid and l.line_no = (v_decided.line).line_no;
    update core.orders o set flags = array_remove(o.flags, 'kind_unsure')
    where o.store = p_sale.store and o.order_gid = p_sale.order_gid and o.line_no = (v_decided.line).line_no
      and 'kind_unsure' = any (o.flags);
    v_done := bakery.merge_done(v_done, v_did);
    v_kinds := v_kinds || case when v_decided.kind = (v_decided.line).kind then '[]' else jsonb_build_array(jsonb_build_object(
      'line_no', (v_decided.line).line_no, 'was', (v_decided.line).kind, 'kind', v_decided.kind)) end;
  end loop;
  perform bakery.flag_kinds(p_sale.store, p_sale.order_gid);
  perform bakery.ask_products(p_sale.store, p_sale.order_gid);
  if v_kinds <> '[]' then
    perform bakery.close_change(p_sale.store, p_sale.order_gid, v_done || jsonb_build_object('kinds', v_kinds), 'order_changed');
  end if;
end
$$;

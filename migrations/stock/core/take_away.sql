-- Takes stock away that may be held: what is not free is taken from the orders that came last, which are short of it
-- from then on. False, and nothing is done, when orders that somebody is busy with hold too much of it, or there is not
-- so much at all. The item is locked.
create or replace function stock.take_away(p_sku text, p_qty numeric, p_kind core.txn_kind, p_reason text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_lacking numeric := p_qty - (select i.on_hand - i.reserved from core.inventory_items i where i.sku = p_sku);
  v_stores text := core.see_house();
  v_holder record;
  v_losers jsonb := '[]';
begin
  if v_lacking > 0 then
    for v_holder in select h.store, h.order_gid, h.qty from stock.holders_of(p_sku) h loop
      exit when v_lacking <= 0;
      perform from core.sales s where s.store = v_holder.store and s.order_gid = v_holder.order_gid for update skip locked;
      continue when not found;
      v_losers := v_losers || jsonb_build_object(
        'store', v_holder.store, 'order_gid', v_holder.order_gid, 'qty', least(v_lacking, v_holder.qty));
      v_lacking := v_lacking - v_holder.qty;
    end loop;
  end if;
  if v_lacking <= 0 then
    -- The oldest of them is the first in line when stock comes again.
    perform stock.give_up(l.loser ->> 'store', l.loser ->> 'order_gid', p_sku, (l.loser ->> 'qty')::numeric)
    from (
      select t.loser from jsonb_array_elements(v_losers) with ordinality t (loser, no) order by t.no desc
    ) l;
    perform stock.post_txn(p_sku, p_kind, -p_qty, p_reason);
  end if;
  perform core.see_stores(v_stores);
  return v_lacking <= 0;
end
$$;

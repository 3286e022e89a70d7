-- Books a sale that has just come. One that the shop has handed over already takes its stock all the same; over the
-- counter its cakes too: nobody bakes them. What left before we counted is in no figure of ours.
create or replace function bakery.book_new(p_sale core.sales, p_fulfilled boolean) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before boolean := coalesce(p_fulfilled and p_sale.ordered_at < (
    select s.live_since from core.shops s where s.store = p_sale.store), false);
  v_booked jsonb;
begin
  if p_sale.cancelled_at is not null then
    return null;
  end if;
  if not v_before then
    v_booked := bakery.book_order(p_sale.store, p_sale.order_gid, p_new => true);
  end if;
  if p_fulfilled then
    update core.sales s set fulfilled_at = core.now() where s.store = p_sale.store and s.order_gid = p_sale.order_gid;
    if v_before or p_sale.source_name = 'pos' then
      update core.orders o set stage = 'Complete', packing_complete_ts = core.now(), inventory_blocked = false,
        updated_by = core.actor('id')
      where o.store = p_sale.store and o.order_gid = p_sale.order_gid;
    end if;
    if v_before then
      perform stock.mark_used(p_sale.store, p_sale.order_gid);
    else
      perform bakery.book_order(p_sale.store, p_sale.order_gid, 'consume');
    end if;
  end if;
  return v_booked;
end
$$;

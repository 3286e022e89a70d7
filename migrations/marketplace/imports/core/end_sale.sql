-- Lets an order's stock follow its status: held while it waits, used up when it is shipped, free when it never will be. Of one that is
-- new and was shipped before its store was imported for the first time nothing is taken: it is in no figure of ours.
create or replace function marketplace.end_sale(p_store text, p_order_gid text, p_status text, p_new boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_sale core.sales;
begin
  select s.* into strict v_sale from core.sales s where s.store = p_store and s.order_gid = p_order_gid;
  if p_new and p_status = 'shipped' and v_sale.ordered_at < (select k.live_since from core.marketplaces k where k.store = p_store) then
    update core.sales s set fulfilled_at = core.now() where s.store = p_store and s.order_gid = p_order_gid;
    perform stock.mark_used(p_store, p_order_gid);
    return;
  end if;
  if p_status in ('cancelled', 'refused', 'refunded') and v_sale.fulfilled_at is null and v_sale.cancelled_at is null then
    update core.sales s set cancelled_at = core.now() where s.store = p_store and s.order_gid = p_order_gid;
  elsif p_status = 'shipped' and v_sale.fulfilled_at is null then
    -- What it needs is held first, so that what is missing is known of it.
    perform stock.book_items(p_store, p_order_gid);
    update core.sales s set fulfilled_at = core.now() where s.store = p_store and s.order_gid = p_order_gid;
  end if;
  perform stock.book_items(p_store, p_order_gid, p_status = 'shipped');
end
$$;

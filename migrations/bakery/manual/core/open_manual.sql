-- The order that no shop knows that an id, or the code of one of its tickets, means. fault says why there is none: it is
-- the shop's, or not here at all. One that another system told us of is the shop's as soon as the shop does too: else nobody
-- could cancel what there never was. p_lock: with its tickets, to be changed.
create or replace function bakery.open_manual(p_id text, p_lock boolean, out sale core.sales, out fault text)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_scan record;
begin
  select r.store, r.base into v_scan from bakery.read_scan(p_id) r;
  if v_scan.base is null then
    fault := 'SCN001';
    return;
  end if;
  if p_lock then
    perform bakery.lock_order(s.store, s.order_gid) from core.sales s where s.store = v_scan.store and s.ticket_base = v_scan.base;
  end if;
  select s.* into sale from core.sales s where s.store = v_scan.store and s.ticket_base = v_scan.base;
  fault := case
    when sale.order_gid is null then 'ORD001'
    when not stock.is_manual(sale.order_gid)
      and (sale.shop_updated_at is not null or not sale.ticket_base ^@ (sale.store || '-m')) then 'ORD006' end;
end
$$;

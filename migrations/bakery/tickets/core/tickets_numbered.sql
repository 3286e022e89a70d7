-- The ids of the tickets that a code or a number means: a scan of any form, an order's number with or without #.
-- Null when it is neither. A cancelled ticket beside others is meant by its own code alone.
create or replace function bakery.tickets_numbered(p_store text, p_text text) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_scan record;
  v_number text := substring(lower(core.plain_scan(p_text)) from '^\s*#?\s*(m?[0-9]{1,18})\s*$');
begin
  select s.store, s.base, s.suffix into v_scan from bakery.read_scan(p_text) s;
  if v_scan.base is null and v_number is null then
    return null;
  end if;
  return array(
    select o.id from core.sales s join core.orders o on o.store = s.store and o.order_gid = s.order_gid
    where s.store = coalesce(v_scan.store, p_store)
      and (s.ticket_base = coalesce(v_scan.base, p_store || '-' || v_number)
        or s.shopify_order_number = ltrim(v_number, 'm')::bigint and v_number !~ '^m')
      and case when v_scan.suffix is null then bakery.is_left(o) else o.id = v_scan.base || '-' || v_scan.suffix end);
end
$$;

-- Makes the sale of an order that is not there yet: true when it is new. This is the place of dedupe: of two at once
-- the second waits for the first to commit, and then finds it.
-- The ids of its tickets begin with a number of ours if it has one, else with the order's number; with Shopify's id when
-- it has none, or another order has it.
create or replace function bakery.open_sale(p_store text, p_order jsonb, p_delivery jsonb) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_gid text := p_order ->> 'order_gid';
  v_base text;
begin
  foreach v_base in array array[
    p_order ->> 'our_number', p_order ->> 'shopify_order_number', p_order ->> 'shopify_order_id']
  loop
    if v_base is not null and bakery.write_sale(p_store, p_store || '-' || v_base, p_order, p_delivery) then
      return true;
    end if;
    if exists (select from core.sales s where s.store = p_store and s.order_gid = v_gid) then
      return false;
    end if;
  end loop;
  raise exception 'no ticket id is free for this order';
end
$$;

-- Puts the sales of a product in line to be read again, so many at a time: what is left waits as a row of its own.
create or replace function bakery.spread_reread(p_work core.work_queue) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c_batch constant integer := 200;
  v_gids text[] := array(
    select o.gid from bakery.sales_of_product(p_work.store, p_work.payload ->> 'product', coalesce(p_work.payload ->> 'after', '')) o (gid)
    order by o.gid limit c_batch);
begin
  perform core.enqueue('order_reread', s.store, concat_ws(':', s.store, s.order_gid), jsonb_build_object('order_gid', s.order_gid))
  from core.sales s
  where s.store = p_work.store and s.order_gid = any (v_gids) and bakery.can_change(s)
  order by s.order_gid;
  if cardinality(v_gids) = c_batch then
    perform core.enqueue('order_reread', p_work.store, p_work.dedupe_key,
      jsonb_build_object('product', p_work.payload -> 'product', 'after', v_gids[c_batch]));
  end if;
end
$$;

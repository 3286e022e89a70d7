-- Books an order's stock and queues the pushes of what moved. Without p_used what it needs no more is free again, with it used up.
create or replace function stock.book_items(p_store text, p_order_gid text, p_used boolean default false) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_moved text[];
begin
  select b.moved into v_moved
  from stock.book(p_store, p_order_gid, case when p_used then 'consume' else 'release' end::core.txn_kind) b;
  perform stock.push_stock(v_moved, p_order_gid);
end
$$;

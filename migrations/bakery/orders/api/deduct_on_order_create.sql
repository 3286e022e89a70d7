create or replace function api.deduct_on_order_create(p_actor jsonb, p_store text, p_order_gid text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'deduct_on_order_create', p_store => p_store);
  v_booked jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not bakery.lock_order(p_store, p_order_gid) then
    return core.refuse('ORD001');
  end if;

  v_booked := bakery.book_order(p_store, p_order_gid);
  return core.ok(v_booked ->> 'held' = '[]' and v_booked ->> 'short' = '[]', v_booked);
end
$$;

comment on function api.deduct_on_order_create is
  'Holds the stock of an ingested order and queues its pushes; ingest_order does the same in its own transaction. Run '
  'again, after a bill of materials was corrected, it holds only what is not held yet. @returns booked_answer';

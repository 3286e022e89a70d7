create or replace function api.sweep_pantries(p_actor jsonb, p_limit integer default 100) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'sweep_pantries');
  v_store text;
  v_before text;
  v_more boolean := false;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform pantry.sweep_sessions(p_limit);
  for v_store in
    select distinct o.store from core.pantry_orders o join core.pantry_slots t on t.store = o.store and t.slot_id = o.slot_id
    where o.status not in ('COMPLETED', 'CANCELLED') and t.ends_at <= core.now() and (o.status = 'READY' or o.late_alerted_at is null)
    union
    select n.store from core.pantry_lines n where n.offer = 'open' and n.offered_until <= core.now()
  loop
    v_before := core.see_house(v_store);
    v_more := pantry.lapse_offer(v_store, p_limit) or pantry.sweep_orders(v_store, p_limit);
    perform core.see_stores(v_before);
    -- Each locks stock: of two at once another order, which has the second's and wants the first's, would wait in a circle.
    exit when v_more;
  end loop;
  return core.ok(false, jsonb_build_object('more', v_more));
end
$$;

comment on function api.sweep_pantries is
  'A minute''s housekeeping of all pantries: opens and closes sessions, ends ready orders that no one came for and offers that no one answered, and alerts staff to those that '
  'are not ready at the end of their slot. Of orders and offers it ends one; more: there may be another. @returns swept_answer';

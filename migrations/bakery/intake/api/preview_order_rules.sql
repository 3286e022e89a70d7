create or replace function api.preview_order_rules(p_actor jsonb, p_store core.store_name, p_order_rules jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'preview_order_rules');
  v_answer jsonb;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not coalesce(core.sees(p_store), false) then
    return core.refuse('AUTH001', 'store');
  end if;
  if jsonb_typeof(p_order_rules) is distinct from 'object' then
    return core.refuse('REQ001', 'order_rules');
  end if;
  select jsonb_build_object('orders', count(*), 'redacted', count(*) filter (where r.reading = 'redacted'),
    'too_large', coalesce(jsonb_agg(r.order_gid order by r.place) filter (where r.reading = 'too_large'), '[]'),
    'unread', coalesce(jsonb_agg(r.order_gid order by r.place) filter (where r.reading = 'unread'), '[]'))
  into v_answer from bakery.orders_to_preview(p_store) r;
  return core.ok(false, v_answer || jsonb_build_object(
    'store', p_store, 'read', 0, 'slow', '[]'::jsonb, 'differences', '[]'::jsonb));
end
$$;

comment on function api.preview_order_rules is
  'Compares what these order_rules would read in the last 200 orders of the shop with what the current ones read: by '
  'order, line and field, and in no customer''s words. Writes nothing; set_setting sets them. `unread` are the orders '
  'for which the time did not suffice, `slow` those for which a pattern takes too long, which are read by the default '
  'rules. @returns preview_answer';

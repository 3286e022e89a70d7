create or replace function api.warn_unpacked(p_actor jsonb, p_store text, p_limit integer default 20) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'warn_unpacked', p_store => p_store);
  v_parcel record;
  v_any boolean := false;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  for v_parcel in
    with late as (
      select s.order_gid, s.parcel, s.attempt from core.shipments s join core.marketplace_orders o using (store, order_gid)
      where s.store = p_store and s.state = 'bought' and s.packed_at is null and s.unpacked_warned_at is null
        and s.label_at < core.now() - interval '1 day' and o.status in ('label_created', 'shipped')
      order by s.label_at limit p_limit for update of s skip locked
    ), warned as (
      update core.shipments s set unpacked_warned_at = core.now() from late l
      where s.store = p_store and s.order_gid = l.order_gid and s.parcel = l.parcel and s.attempt = l.attempt
      returning s.order_gid, s.request_id
    )
    select w.order_gid, w.request_id, o.mirakl_id from warned w
    join core.marketplace_orders o on o.store = p_store and o.order_gid = w.order_gid order by w.order_gid
  loop
    v_any := true;
    perform core.alert('label_unpacked', p_store, v_parcel.order_gid,
      jsonb_build_object('order', v_parcel.mirakl_id, 'request_id', v_parcel.request_id));
  end loop;
  return core.ok(not v_any);
end
$$;

comment on function api.warn_unpacked is
  'Alerts once of each label that is a day old and whose parcel is not packed, some at a time. @returns done_answer';

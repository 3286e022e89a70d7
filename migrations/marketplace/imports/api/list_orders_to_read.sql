create or replace function api.list_orders_to_read(p_actor jsonb, p_store text, p_after text default '', p_limit integer default 100) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_orders_to_read', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  return core.ok(false, jsonb_build_object('mirakl_ids', (
    select coalesce(jsonb_agg(o.mirakl_id order by o.mirakl_id collate "C"), '[]')
    from (
      select n.mirakl_id from (
        select m.mirakl_id from core.marketplace_orders m
        where m.store = p_store and m.status not in ('shipped', 'cancelled', 'refused', 'refunded')
        union
        select u.mirakl_id from core.unread_orders u where u.store = p_store
      ) n
      where n.mirakl_id collate "C" > p_after
      order by n.mirakl_id collate "C" limit p_limit
    ) o)));
end
$$;

comment on function api.list_orders_to_read is
  'Lists the orders of a marketplace, by id after p_after, that are open here or could not be read: what became of them there is to be '
  'read again. @returns orders_to_read_answer';

create or replace function api.list_parcels(p_actor jsonb, p_store core.store_name) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_parcels', p_store => p_store);
  v_rules jsonb := marketplace.packing_rules(p_store);
  v_gids text[];
begin
  if v_stop is not null then
    return v_stop;
  end if;
  v_gids := array(select o.order_gid from marketplace.open_parcels(p_store, 200) o);
  return core.ok(false, jsonb_build_object('at', core.now(), 'timezone', (select s.timezone from core.stores s where s.store = p_store),
    'stores', (select coalesce(jsonb_agg(s.store order by s.store), '[]') from core.stores s where s.kind = 'marketplace' and core.sees(s.store)),
    'verify_parcels', v_rules -> 'verify_parcels', 'ship_when', v_rules -> 'ship_when',
    'parcels', marketplace.parcel_queue_json(p_store, v_gids), 'picks', marketplace.pick_json(p_store, v_gids)));
end
$$;

comment on function api.list_parcels is
  'Lists the parcels of a marketplace''s store that are to be packed, by deadline (the first 200), and what is to be picked for them, by '
  'shelf. @returns parcels_answer';

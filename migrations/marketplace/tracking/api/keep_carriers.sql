create or replace function api.keep_carriers(p_actor jsonb, p_store text, p_carriers jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'keep_carriers', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  insert into core.marketplaces (store, carriers, carriers_at) values (p_store, p_carriers, core.now())
  on conflict (store) do update set carriers = excluded.carriers, carriers_at = excluded.carriers_at;
  return core.ok(false);
end
$$;

comment on function api.keep_carriers is 'Keeps the carriers that a marketplace has registered, for a day. @returns done_answer';

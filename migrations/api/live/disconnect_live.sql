create or replace function api.disconnect_live(p_actor jsonb, p_connection_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'disconnect_live');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  delete from core.live_connections c where c.connection_id = p_connection_id;
  return core.ok(not found);
end
$$;

comment on function api.disconnect_live is 'A connection is gone. @returns done_answer';

-- Who asks, as the one whom an answer belongs to: a kiosk, whoever stands at it, for what it sends again may be of a turn
-- that is over; else the person, system or service.
create or replace function core.asker() returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_actor jsonb := nullif(current_setting('ordak.actor', true), '');
begin
  return case when v_actor ->> 'turn' is not null or v_actor ->> 'kind' = 'device' then 'kiosk:' || (v_actor ->> 'device')
    else concat_ws(':', v_actor ->> 'kind', v_actor ->> 'id') end;
end
$$;

-- Refuses one whom nobody knows, which anybody can bring about as often as they like. It is recorded as by core.refuse, but for
-- a fiftieth of the latest events at the most: what is really done here decides how much of it is kept.
create or replace function core.refuse_stranger(p_code text) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (
    select count(*) filter (where l.code = p_code)
    from (select e.code from core.order_events e order by e.event_no desc limit 1000) l) < 20
  then
    return core.refuse(p_code);
  end if;
  return core.turn_away(p_code);
end
$$;

-- Notes that somebody who can reach an outlet asks what there is for it; returns it as it was, null while it is left alone.
create or replace function core.use_outlet(p_name text) returns core.outlets
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before core.outlets;
begin
  select o.* into strict v_before from core.outlets o where o.name = p_name for update;
  update core.outlets o set used_at = core.now() where o.name = p_name;
  if v_before.quiet_until > core.now() then
    return null;
  end if;
  return v_before;
end
$$;

create or replace function api.note_run(p_actor jsonb, p_crashed integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_run');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.count_run(true, 0, p_crashed);
  return core.ok(false);
end
$$;

comment on function api.note_run is
  'Records that a worker has ended a run, in which so many calls were cancelled by Postgres: a cancelled call cannot '
  'record anything itself. @returns done_answer';

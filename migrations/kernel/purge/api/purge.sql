create or replace function api.purge(p_actor jsonb, p_limit integer default 500) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'purge');
  v_gone integer;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.tell_of_quarantine(p_limit);
  perform core.tell_of_holidays();
  v_gone := core.purge_rows(p_limit);
  return core.ok(v_gone = 0, jsonb_build_object('purged', v_gone, 'more', v_gone = p_limit));
end
$$;

comment on function api.purge is
  'Deletes rows that are kept no longer, at most p_limit: answered scans, done work, resolved deliveries, the old quarantine, wrong '
  'tries, old baskets. Call again while there is more. @returns purged_answer';

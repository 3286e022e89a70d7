create or replace function api.report_page_error(
  p_actor jsonb, p_page core.page_name, p_page_version core.page_version, p_error core.error_kind,
  p_place core.page_place default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'report_page_error');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if core.actor('kind') = 'token' then
    return core.refuse('AUTH001', 'only from one of our pages');
  end if;
  return core.ok(false, jsonb_build_object('taken', core.may_report()));
end
$$;

comment on function api.report_page_error is
  'Reports an error that a page did not catch: which page, of which version, the kind of the error and where it was '
  'thrown; never its message. Ten a minute are accepted from a kiosk or a session, the rest is dropped. @returns '
  'reported_answer';

-- One part of the minute's housekeeping. What fails in it costs no other part, and somebody is told.
create or replace function shopify.sweep_part(p_part text, p_stores text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  case p_part
    when 'stock' then perform shopify.sweep_stock();
    when 'looks' then perform shopify.begin_looks(p_stores);
    when 'runs' then perform core.begin_run(d.store, d.kind, null, false) from core.due_runs(p_stores) d;
    when 'strays' then perform core.end_strays();
    when 'live' then perform core.sweep_live();
    when 'logins' then perform core.alert_logins();
    when 'standstills' then perform core.sweep_standstills();
  end case;
exception when others then
  perform core.alert('sweep_failed', null, p_part, jsonb_build_object('part', p_part, 'error', sqlstate));
end
$$;

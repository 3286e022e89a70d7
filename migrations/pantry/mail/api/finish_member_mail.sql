create or replace function api.finish_member_mail(
  p_actor jsonb, p_worker text, p_work_id bigint, p_error text default null, p_wait_seconds numeric default null,
  p_is_systemic boolean default false
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'finish_member_mail');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  perform core.close_outlet('mail', case when p_is_systemic then p_error end, p_wait_seconds, true);
  return core.ok(core.close_sent('mail', p_worker, array[p_work_id], p_error, p_wait_seconds) = 0);
end
$$;

comment on function api.finish_member_mail is
  'Records that SES took a mail, or p_error (a code), after which it is retried later and given up in the end. p_is_systemic: it would '
  'not have taken another either, and is left alone for a minute, then longer. @returns done_answer';

create or replace function api.claim_member_mail(p_actor jsonb, p_worker text, p_lease_seconds integer default 120) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'claim_member_mail');
  v_work core.work_queue[];
  v_mail jsonb;
  v_before text;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if (core.use_outlet('mail')).name is not null then
    -- At most a hundred that nobody is to have any more.
    for v_try in 1 .. 100 loop
      v_work := core.take_work('mail', p_worker, 1, p_lease_seconds);
      exit when v_work = '{}';
      -- Its store's setting is its organisation's to see.
      v_before := core.see_house(v_work[1].store);
      v_mail := pantry.mail_json(v_work[1]);
      perform core.see_stores(v_before);
      exit when v_mail is not null;
      perform core.end_work(v_work[1], 'done', 'NOT_SENT');
    end loop;
  end if;
  return core.ok(false, jsonb_build_object('mail', v_mail));
end
$$;

comment on function api.claim_member_mail is
  'Leases the mail to a member that is due, for p_lease_seconds; none while SES is left alone. What is not so any more, or is to a member '
  'without an address, is dropped. @returns member_mail_answer';

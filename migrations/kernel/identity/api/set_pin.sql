create or replace function api.set_pin(p_actor jsonb, p_pin_hash text, p_staff_id uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_pin');
  v_hash bytea := decode(p_pin_hash, 'hex');
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if not core.in_person() then
    return core.refuse('AUTH001', 'sign in yourself');
  end if;
  -- One's own; an Admin gives a first one to somebody who has no account to sign in with.
  if p_staff_id::text is distinct from core.actor('id') and core.managed(p_staff_id) is null then
    return core.refuse('AUTH001', 'staff_id');
  end if;
  insert into core.pins (staff_id, pin_hash) values (p_staff_id, v_hash)
  on conflict (staff_id) do update set pin_hash = excluded.pin_hash, set_at = core.now()
  where pins.pin_hash <> excluded.pin_hash;
  if not found then
    return core.ok(true);
  end if;
  perform core.end_made_of('pin', p_staff_id, 'pin_changed');
  perform core.log_event('pin_set', null, null, p_detail => jsonb_build_object('staff_id', p_staff_id));
  return core.ok(false);
end
$$;

comment on function api.set_pin is
  'Sets the caller''s PIN, or that of a person an Admin manages. It counts at enrolled kiosks only; turns that the old '
  'one began end. @returns done_answer';

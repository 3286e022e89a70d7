create or replace function api.note_erased(p_actor jsonb, p_store text, p_keys jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'note_erased', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.shipments s set label_key = null where s.store = p_store and s.label_key = any (core.texts(p_keys));
  return core.ok(not found);
end
$$;

comment on function api.note_erased is 'Records that files of labels were deleted. @returns done_answer';

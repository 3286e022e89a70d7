create or replace function api.close_messages(p_actor jsonb, p_store text, p_until timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'close_messages', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  update core.marketplaces k set messages_until = p_until
  where k.store = p_store and coalesce(k.messages_until, '-infinity') < p_until;
  return core.ok(not found);
end
$$;

comment on function api.close_messages is
  'Notes up to which change, by the marketplace''s clock, its conversations are here; it never goes back. @returns done_answer';

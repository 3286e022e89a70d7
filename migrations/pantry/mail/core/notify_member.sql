-- Has a member mailed about a thing of theirs, once it is committed; only where the setting `pantry` says so. p_about, {"order_gid"} or
-- {"waiting_id"}, is all that the row holds: whose that is, and their address, are looked up as it is sent.
create or replace function pantry.notify_member(p_store text, p_kind text, p_about jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (pantry.rules(p_store) ->> 'mail')::boolean then
    perform core.enqueue('mail', p_store, concat_ws(':', p_store, p_about ->> 'order_gid', p_about ->> 'waiting_id', p_kind),
      jsonb_build_object('kind', p_kind) || p_about);
  end if;
end
$$;

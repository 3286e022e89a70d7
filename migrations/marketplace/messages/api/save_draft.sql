create or replace function api.save_draft(
  p_actor jsonb, p_store core.store_name, p_thread_id core.thread_name, p_body core.draft_text, p_scan_id uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_open record;
begin
  select o.stop, o.conversation into v_open from marketplace.open_conversation(
    p_actor, 'save_draft', p_store, p_thread_id, p_scan_id, jsonb_build_object('body', p_body), false) o;
  if v_open.stop is not null then
    return v_open.stop;
  elsif p_body !~ '\S' then
    delete from core.messages m where m.store = p_store and m.thread_id = p_thread_id and m.state = 'draft'
      and m.written_by = marketplace.writer();
    return core.ok(not found, p_store => p_store);
  end if;
  insert into core.messages (store, thread_id, kind, body, state, written_by)
  values (p_store, p_thread_id, 'shop', p_body, 'draft', marketplace.writer())
  on conflict (store, thread_id, written_by) where state = 'draft' and template is null
    do update set body = excluded.body, created_at = excluded.created_at where messages.body <> excluded.body;
  return core.ok(not found, p_store => p_store);
end
$$;

comment on function api.save_draft is
  'Saves what the caller has written in a conversation and not sent; an empty text ends the draft. @returns done_answer @refuses MSG001';

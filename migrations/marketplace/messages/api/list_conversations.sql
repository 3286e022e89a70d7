create or replace function api.list_conversations(
  p_actor jsonb, p_store core.store_name default null, p_which core.label default 'open', p_limit core.row_limit default 50,
  p_offset core.row_offset default 0
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'list_conversations', p_store => p_store);
begin
  if v_stop is not null then
    return v_stop;
  end if;
  if p_which is null or p_which not in ('open', 'failed', 'all') then
    return core.refuse('REQ001', 'which');
  end if;
  return core.ok(false, jsonb_build_object('at', core.now(), 'conversations', (
    select coalesce(jsonb_agg(marketplace.conversation_json(page.conversation) order by page.no), '[]')
    from (
      select c as conversation, row_number() over (order by c.fault is null,
        case when p_which = 'open' then marketplace.answer_by(c) end, c.last_at desc, c.thread_id) as no
      from core.conversations c
      where (p_store is null or c.store = p_store) and case p_which
        when 'open' then c.reply_needed_since is not null or c.last_kind = 'automatic' or c.fault is not null
        when 'failed' then exists (
          select from core.messages m where m.store = c.store and m.thread_id = c.thread_id and m.state = 'failed' and m.body <> '')
        else true end
      order by no limit p_limit offset p_offset
    ) page)));
end
$$;

comment on function api.list_conversations is
  'Lists the conversations of a marketplace''s store, or of all that the caller sees, by pages: open, which need an answer or could '
  'not be read, most urgent first; failed, where a message could not be sent; or all, the latest first. @returns conversations_answer';

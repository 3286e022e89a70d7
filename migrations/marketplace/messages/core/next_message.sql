-- The message of a store that is due longest, locked with its conversation; null where none is.
create or replace function marketplace.next_message(p_store text, out message core.messages, out conversation core.conversations)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  loop
    select m.* into message from core.messages m
    where m.store = p_store and m.state in ('claimed', 'unknown') and m.due_at <= core.now()
    order by m.due_at, m.message_no limit 1;
    exit when message.message_no is null;
    conversation := marketplace.lock_conversation(p_store, message.thread_id);
    -- Again, now that it is locked.
    select m.* into message from core.messages m
    where m.message_no = message.message_no and m.state in ('claimed', 'unknown') and m.due_at <= core.now();
    continue when message.message_no is null;
    exit when message.written_by is not null or message.called_at is not null
      or (marketplace.reply_mode(p_store) = 'on' and marketplace.wants_reply(conversation, message.message_no));
    -- An automatic reply that came too late: a person answers, the store has closed, the order was cancelled.
    delete from core.messages m where m.message_no = message.message_no;
    perform marketplace.log_conversation('auto_reply_dropped', conversation);
  end loop;
end
$$;

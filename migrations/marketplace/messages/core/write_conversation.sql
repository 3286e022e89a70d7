-- Brings a conversation to what the marketplace says of it, and locks it; an older answer than the one that is here changes nothing.
create or replace function marketplace.write_conversation(p_store text, p_thread jsonb) returns core.conversations
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_at timestamptz := coalesce((p_thread ->> 'updated_at')::timestamptz, (p_thread ->> 'created_at')::timestamptz, core.now());
  v_customer text := marketplace.write_customer_of(p_store, p_thread);
begin
  insert into core.conversations (store, thread_id, mirakl_id, customer_id, topic, updated_at, reply_needed_since)
  values (p_store, p_thread ->> 'id', p_thread #>> '{order_ids,0}', v_customer, p_thread ->> 'topic', v_at,
    (p_thread ->> 'reply_needed_since')::timestamptz)
  on conflict (store, thread_id) do update set mirakl_id = coalesce(conversations.mirakl_id, excluded.mirakl_id),
    customer_id = coalesce(conversations.customer_id, excluded.customer_id), updated_at = excluded.updated_at,
    reply_needed_since = excluded.reply_needed_since, fault = null
  where excluded.updated_at >= conversations.updated_at;
  return marketplace.lock_conversation(p_store, p_thread ->> 'id');
end
$$;

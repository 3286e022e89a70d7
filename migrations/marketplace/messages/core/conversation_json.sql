-- A conversation as people see it in a list.
create or replace function marketplace.conversation_json(p_conversation core.conversations) returns jsonb
language sql stable
return (
  select jsonb_build_object('store', c.store, 'thread_id', c.thread_id, 'topic', c.topic,
    'customer_name', (select k.name from core.customers k where k.store = c.store and k.customer_id = c.customer_id),
    'language', marketplace.language_of(p_conversation), 'order_id', c.mirakl_id,
    'order_status', (select o.status from core.marketplace_orders o where o.store = c.store and o.order_gid = c.order_gid),
    'needs_answer', c.reply_needed_since is not null or c.last_kind is not distinct from 'automatic',
    'answer_by', marketplace.answer_by(p_conversation), 'last_at', c.last_at, 'last_kind', c.last_kind,
    'leased_by', case when l.leased then marketplace.name_of_writer(c.leased_by) end,
    'leased_to_me', l.leased and c.leased_by = marketplace.writer(),
    'lease_expires_at', case when l.leased then c.lease_expires_at end, 'lease_reason', case when l.leased then c.lease_reason end,
    'failed', (select count(*) from core.messages m where m.store = c.store and m.thread_id = c.thread_id and m.state = 'failed'
      and m.body <> ''),
    'fault', c.fault)
  from (select (p_conversation).*) c
  cross join lateral (select coalesce(c.lease_expires_at > core.now(), false) as leased) l);

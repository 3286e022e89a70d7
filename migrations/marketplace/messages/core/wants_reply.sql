-- Is an automatic reply due? The customer wrote last and waits for an answer, no person has the conversation, its order is here and
-- goes on, nothing of ours is under way in it, and there was no automatic reply within a day. p_but: the reply that is asked about.
create or replace function marketplace.wants_reply(p_conversation core.conversations, p_but bigint default null) returns boolean
language sql stable
return p_conversation.fault is null and p_conversation.reply_needed_since is not null and p_conversation.last_kind = 'customer'
  -- Nor to what waited when it was switched on.
  and p_conversation.last_at > core.now() - interval '4 days'
  and coalesce(p_conversation.lease_expires_at, '-infinity') <= core.now()
  and (p_conversation.mirakl_id is null or exists (
    select from core.marketplace_orders o join core.sales s using (store, order_gid)
    where o.store = p_conversation.store and o.order_gid = p_conversation.order_gid
      and o.status not in ('cancelled', 'refused', 'refunded') and s.cancelled_at is null))
  and not exists (
    select from core.messages m
    where m.store = p_conversation.store and m.thread_id = p_conversation.thread_id and m.message_no is distinct from p_but
      and (m.state in ('claimed', 'unknown') or (m.template is not null and m.created_at > core.now() - interval '24 hours')));

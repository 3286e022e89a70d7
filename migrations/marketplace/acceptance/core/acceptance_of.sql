-- What acceptance does with an order that waits for it: accept, refuse, read it again because a decision is on its way, or nothing: until
-- its stock is there and nothing about it is unclear, or a person has decided.
create or replace function marketplace.acceptance_of(p_order core.marketplace_orders) returns text
language sql stable
return case
  when p_order.status <> 'pending_acceptance' then null
  when p_order.writing is not null then 'reread'
  when p_order.state <> 'WAITING_ACCEPTANCE' then null
  when p_order.decision is not null then p_order.decision
  when (select s.flags = '{}' from core.sales s where s.store = p_order.store and s.order_gid = p_order.order_gid) and not exists (
    select from core.shortfalls f where f.store = p_order.store and f.order_gid = p_order.order_gid and f.cleared_at is null) then 'accept'
end;

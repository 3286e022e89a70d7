-- Where an order is once the marketplace has said this of it: it follows what happened there, whoever did it, and never goes back.
create or replace function marketplace.next_status(p_status text, p_state text, p_refunded boolean) returns text
language sql immutable
return case
  when p_refunded then 'refunded'
  when p_status in ('cancelled', 'refused', 'refunded') then p_status
  when p_state = 'CANCELED' then 'cancelled'
  when p_state = 'REFUSED' then 'refused'
  when p_state in ('SHIPPED', 'TO_COLLECT', 'RECEIVED', 'CLOSED') then 'shipped'
  when p_state in ('WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT', 'SHIPPING') and p_status in ('pending_acceptance', 'acceptance_failed') then 'accepted'
  else p_status
end;

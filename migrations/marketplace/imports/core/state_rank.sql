-- How far an order of this state is: of two readings of the same second the later one is further. One that is not known is as far as any.
create or replace function marketplace.state_rank(p_state text) returns integer
language sql immutable
return coalesce(array_position('{STAGING,WAITING_ACCEPTANCE,WAITING_DEBIT,WAITING_DEBIT_PAYMENT,SHIPPING,SHIPPED,TO_COLLECT,RECEIVED,CLOSED}'::text[],
  p_state), 100);

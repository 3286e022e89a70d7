-- Has the kitchen begun this cake: is its label printed, or is it past its first stage?
create or replace function bakery.begun(p_order core.orders) returns boolean
language sql immutable
return p_order.stage <> 'Filling' or p_order.filling_start_ts is not null;

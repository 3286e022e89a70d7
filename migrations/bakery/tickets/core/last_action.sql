-- The action that completes a ticket and consumes its order's stock. Known before the ticket is, for its order is locked first; that the
-- stage model says the same is tested.
create or replace function bakery.last_action() returns text
language sql immutable
return 'complete_packing';

-- The attempt from which the carrier is asked what it has before another is bought: the first that was released as unknown, for it may
-- have come to light since.
create or replace function marketplace.first_looked(p_store text, p_order_gid text, p_parcel integer) returns integer
language sql stable
return least(marketplace.next_attempt(p_store, p_order_gid, p_parcel), (
  select min(s.attempt) from core.shipments s
  where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel and s.state = 'failed' and s.released_at is not null));

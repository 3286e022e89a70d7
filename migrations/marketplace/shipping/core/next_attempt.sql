-- The attempt at a parcel's label that may be bought next: a new one after what was undone, or released as unknown; after a refusal of
-- the carrier's, which bought nothing, the same.
create or replace function marketplace.next_attempt(p_store text, p_order_gid text, p_parcel integer) returns integer
language sql stable
return coalesce((
  select s.attempt + case when s.state = 'failed' and s.released_at is null then 0 else 1 end
  from core.shipments s where s.store = p_store and s.order_gid = p_order_gid and s.parcel = p_parcel
  order by s.attempt desc limit 1), 1);

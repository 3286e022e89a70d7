set local role ordak_owner;
-- What is held for them is free again.
update core.pantry_slots t set taken = t.taken - h.held
from (
  select w.store, w.offered_slot_id, count(*) as held from core.pantry_waiting w
  where w.ended_as is null and w.offered_slot_id is not null group by w.store, w.offered_slot_id) h
where t.store = h.store and t.slot_id = h.offered_slot_id;
drop table core.pantry_waiting;
drop table core.invitations;

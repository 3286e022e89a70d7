-- For whom the one who acts orders: a Member for themself, whoever else is named; staff for the member whom they name. Null for nobody
-- who may order there.
create or replace function pantry.orders_for(p_store text, p_member_id uuid) returns uuid
language sql stable
return (
  select m.id from (
    select case when core.actor('role') = 'Member' then core.actor('id')::uuid else p_member_id end) m (id)
  where pantry.is_member(p_store, m.id) and m.id = coalesce(p_member_id, m.id));

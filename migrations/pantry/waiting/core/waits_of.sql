-- What a member waits for at a pantry, the first first.
create or replace function pantry.waits_of(p_store text, p_member_id uuid) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(pantry.waiting_json(w) order by w.joined_at, w.waiting_id), '[]')
  from core.pantry_waiting w where w.store = p_store and w.member_id = p_member_id and w.ended_as is null);

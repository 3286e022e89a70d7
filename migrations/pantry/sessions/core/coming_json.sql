-- The sessions of a pantry in which a member may order: those that take orders now, the one that closes first before the others; then
-- those that will.
create or replace function pantry.coming_json(p_store text) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(s.said order by s.rank, s.at, s.session_id), '[]')
  from (
    select pantry.session_json(s) as said, o.rank, case o.rank when 0 then s.closes_at else s.opens_at end as at, s.session_id
    from core.pantry_sessions s cross join lateral (select case when pantry.is_open(s) then 0 else 1 end) o (rank)
    where s.store = p_store and s.state <> 'closed' and s.closes_at > core.now()
    order by 2, 3, 4 limit 20) s);

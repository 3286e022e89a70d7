-- The sessions of a pantry for its members: those that take orders now, the one that closes first before the others; those that have all
-- their orders, where members can wait; then those that will.
create or replace function pantry.coming_json(p_store text) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(s.said order by s.rank, s.at, s.session_id), '[]')
  from (
    select pantry.session_json(s) as said, o.rank, case o.rank when 2 then s.opens_at else s.closes_at end as at, s.session_id
    from core.pantry_sessions s cross join lateral (
      select case when pantry.is_open(s) then 0 when pantry.is_running(s) then 1 else 2 end) o (rank)
    where s.store = p_store and s.closes_at > core.now() and (s.state <> 'closed' or o.rank = 1)
    order by 2, 3, 4 limit 20) s);

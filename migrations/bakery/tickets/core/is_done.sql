-- Has the ticket already what this move, from its own stage, would set? Only for moves that stay in their stage once.
create or replace function core.is_done(p_move core.transitions, p_order core.orders) returns boolean
language sql stable
return p_move.from_stage = p_move.to_stage and p_move.stamps is not null
  and core.stamp_of(p_order, p_move.stamps) is not null;

"""A flow of two rows and one function: things are lent and come back. What the kernel gives a flow is tried with it."""

from local.state import ROOT
from tests.sql.floor import Floor

GID = "gid://ordak/Loan/7"
_STATUSES = "insert into core.statuses (flow, status) values ('loan', 'ASKED'), ('loan', 'LENT'), ('loan', 'LOST'), ('loan', 'BACK')"
_MOVES = """
insert into core.moves (flow, action, from_status, to_status, roles, wants_reason) values
  ('loan', 'lend_thing', 'ASKED', 'LENT', '{Staff,Supervisor}', false),
  ('loan', 'lose_thing', 'LENT', 'LOST', '{Supervisor}', true)
"""
_LOAN = """
create function api.lend_thing(p_actor jsonb, p_status text, p_scan_id uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'lend_thing', p_scan_id, to_jsonb(p_status), 'bannos');
  v_judged record;
begin
  if v_stop is not null then
    return v_stop;
  end if;
  select g.* into v_judged from core.guard_move('loan', 'lend_thing', p_status) g;
  if v_judged.done then
    return core.ok(true, '{}', 'bannos');
  elsif v_judged.code is not null then
    return core.refuse_about(v_judged.code, 'L7', 'loan', 'bannos', 'gid://ordak/Loan/7', 'L7', p_status);
  end if;
  perform core.log_move('thing_lent', 'loan', 'bannos', 'gid://ordak/Loan/7', 'L7', p_status, (v_judged.move).to_status);
  return core.ok(false, jsonb_build_object('status', (v_judged.move).to_status), 'bannos');
end
$$;
alter function api.lend_thing owner to ordak_api;
"""


def bring_loans(floor: Floor) -> None:
    """Bring the flow's rows and its function, and grant what follows from them, as a migration does."""
    floor.rows(_STATUSES)
    floor.rows(_MOVES)
    floor.rows(
        "insert into core.live_messages (kind, message, audiences) values ('thing_lent', 'loan:lent', '{staff}')"
    )
    floor.rows(_LOAN)
    floor.rows((ROOT / "migrations" / "access.sql").read_text(encoding="utf-8").replace("%", "%%"))

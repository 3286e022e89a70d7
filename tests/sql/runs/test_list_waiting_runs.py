"""api.list_waiting_runs: what a worker takes from its queue."""

from tests.sql.floor import Floor
from tests.sql.push.pushes import later
from tests.sql.runs.test_run_kinds import kind
from tests.sql.sync.runs import claimed, sweep


def waiting(floor: Floor, queue: str) -> list[str]:
    """Return the kinds of the runs that wait on a queue."""
    runs = floor.service("list_waiting_runs", who="marketplace", queue=queue)["runs"]
    return [run["kind"] for run in runs]


def test_the_runs_of_a_queue_without_a_lease_are_listed(own_floor: Floor) -> None:
    kind(own_floor, "tidy", None, queue="marketplace")
    sweep(own_floor, "bannos")
    assert (waiting(own_floor, "marketplace"), waiting(own_floor, "live")) == (["tidy"], [])
    (run_id,) = (row["run_id"] for row in own_floor.rows("select run_id from core.sync_runs where kind = 'tidy'"))
    claimed(own_floor, run_id)
    assert waiting(own_floor, "marketplace") == []
    own_floor.set_clock(later(3600))
    assert waiting(own_floor, "marketplace") == ["tidy"]

"""api.save_sync: how far a worker has come with its run, and whether the run is still its own."""

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import later
from tests.sql.sync.runs import begun, claimed, finish, reconcile, run_row


def save(floor: Floor, run_id: int, worker: str = "r1", **more: object) -> Json:
    """Keep a checkpoint."""
    return reconcile(floor, "save_sync", run_id=run_id, worker=worker, checkpoint={"after": "x"}, **more)


def test_a_checkpoint_is_kept_and_the_lease_goes_on(floor: Floor) -> None:
    run_id = begun(floor)
    floor.set_clock(later(100))
    assert save(floor, run_id) == {"ok": True, "already_done": False, "at": later(100).isoformat()}
    row = run_row(floor, run_id)
    assert (row["checkpoint"], row["worker"], row["lease_expires_at"]) == ({"after": "x"}, "r1", later(220))
    assert save(floor, run_id)["already_done"] is False


def test_a_worker_that_lost_its_run_is_refused_and_changes_nothing(floor: Floor) -> None:
    run_id = begun(floor)
    floor.set_clock(later(120))
    assert claimed(floor, run_id, "r2") is not None
    before = footprint(floor)
    assert save(floor, run_id)["already_done"]
    assert save(floor, 2**40)["already_done"]
    assert footprint(floor) == before
    finish(floor, run_id, worker="r2")
    before = footprint(floor)
    assert save(floor, run_id, "r2")["already_done"]
    assert footprint(floor) == before


def test_a_lease_of_nothing_hands_the_run_to_whoever_comes_next(floor: Floor) -> None:
    run_id = begun(floor)
    save(floor, run_id, lease_seconds=0)
    assert run_row(floor, run_id)["worker"] is None
    assert save(floor, run_id)["already_done"]
    assert claimed(floor, run_id, "r2")["checkpoint"] == {"after": "x"}

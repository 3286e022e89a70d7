"""api.note_run, and what the health check says of workers: when each ran last, and which of its calls came to nothing."""

from datetime import datetime

import pytest

from tests.sql.floor import RPC, Floor, Json, actor
from tests.sql.push.pushes import NOON, begin, later


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> None:
    """Begin at noon, with nothing queued and nobody having run."""
    begin(floor)
    floor.rows("delete from core.worker_minutes")


def ran(floor: Floor, worker: str = "sweeper", crashed: int = 0, seconds: float = 0) -> Json:
    """End a run of a worker, so long after noon."""
    floor.set_clock(later(seconds))
    return floor.service("note_run", who="reconcile", actor=actor("reconcile", worker=worker), crashed=crashed)


def health(floor: Floor) -> Json:
    figures: Json = floor.call(RPC, "get_health", actor=actor("rpc"))["worker"]
    return figures


def workers(floor: Floor) -> dict[str, tuple[datetime | None, int, int]]:
    """Return each worker's last run, and how many of its calls were refused and broken off."""
    return {
        each["worker"]: (
            each["last_run_at"] and datetime.fromisoformat(each["last_run_at"]), each["refused"], each["crashed"]
        )
        for each in health(floor)["workers"]
    }  # fmt: skip


def switched(floor: Floor, on: str) -> None:
    floor.rows("update core.services set is_active = %s where name = 'reconcile'", on)


def test_every_worker_has_its_own_last_run(floor: Floor) -> None:
    ran(floor, "sweeper")
    ran(floor, "reporter", seconds=60)
    ran(floor, "sweeper", seconds=90)
    assert workers(floor) == {"reporter": (later(60), 0, 0), "sweeper": (later(90), 0, 0)}
    assert datetime.fromisoformat(health(floor)["last_run_at"]) == later(90)


def test_who_is_refused_shows_in_the_rate_though_it_leaves_no_row(floor: Floor) -> None:
    ran(floor)
    switched(floor, "false")
    try:
        for seconds in (60, 120, 180):
            floor.set_clock(later(seconds))
            sweeper = actor("reconcile", worker="sweeper")
            assert not floor.service("sweep", who="reconcile", actor=sweeper, stores=["bannos"])["ok"]
        assert workers(floor) == {"sweeper": (NOON, 3, 0)}
        assert health(floor)["error_rate"] == 1
    finally:
        switched(floor, "true")
    floor.set_clock(later(180 + 3660))
    assert (workers(floor), health(floor)["error_rate"]) == ({"sweeper": (NOON, 0, 0)}, 0)


def test_calls_that_were_broken_off_count_beside_what_was_done(floor: Floor) -> None:
    for number in range(3):
        floor.rows("select core.enqueue('stock_rebook', 'bannos', %s, '{}')", f"k{number}")
    for row in floor.service("claim_work", who="reconcile", topic="stock_rebook", worker="w", limit=3)["work"]:
        floor.service("finish_work", who="reconcile", work_id=row["work_id"], worker="w")
    assert health(floor)["error_rate"] == 0
    ran(floor, crashed=1)
    assert (workers(floor), health(floor)["error_rate"]) == ({"sweeper": (NOON, 0, 1)}, 0.25)


def test_what_is_refused_to_who_is_no_worker_says_nothing(floor: Floor) -> None:
    assert not floor.rpc("complete_filling", id="bannos-0")["ok"]
    assert not floor.service("claim_work", who="reconcile", actor=actor("gone"), topic="x", worker="w")["ok"]
    assert (workers(floor), health(floor)["error_rate"]) == ({}, 0)


def test_the_last_run_outlives_the_minutes_which_go(floor: Floor) -> None:
    for hour in range(8):
        ran(floor, seconds=hour * 3600)
    assert floor.one("select count(*) from core.worker_minutes") == 3
    ran(floor, "reporter", seconds=30 * 3600)
    assert workers(floor)["sweeper"] == (later(7 * 3600), 0, 0)
    switched(floor, "false")
    try:
        floor.set_clock(later(40 * 3600))
        floor.service("sweep", who="reconcile", actor=actor("reconcile", worker="sweeper"), stores=["bannos"])
    finally:
        switched(floor, "true")
    assert workers(floor)["sweeper"] == (later(7 * 3600), 1, 0)

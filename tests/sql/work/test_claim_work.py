"""api.claim_work: due rows for one worker, for a time. Two workers at once are in tests/concurrency."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.sql.floor import Floor, Json

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> object:
    """Every test has the queue to itself and the clock in its hand."""
    floor.rows("delete from core.work_queue")
    floor.set_clock(NOON)
    yield
    floor.set_clock(None)


def put(floor: Floor, key: str, priority: int = 0, topic: str = "inventory_push", store: str = "bannos") -> None:
    """Queue something."""
    floor.rows("select core.enqueue(%s, %s, %s, '{\"a\": 1}', %s::smallint)", topic, store, key, priority)


def claim(floor: Floor, worker: str = "w", topic: str = "inventory_push", **more: object) -> list[Json]:
    """Claim as a worker."""
    work: list[Json] = floor.service("claim_work", topic=topic, worker=worker, **more)["work"]
    return work


def test_what_is_urgent_comes_first_and_then_what_came_first(floor: Floor) -> None:
    for key, priority in (("a", 0), ("b", 5), ("c", 0), ("d", 5)):
        put(floor, key, priority)
    put(floor, "alert", topic="alert")
    keys = {row["work_id"]: row["dedupe_key"] for row in floor.work("inventory_push")}
    assert [keys[row["work_id"]] for row in claim(floor, limit=3)] == ["b", "d", "a"]
    assert [keys[row["work_id"]] for row in claim(floor)] == ["c"]
    assert claim(floor) == []


def test_a_row_is_handed_over_with_what_there_is_to_do(floor: Floor) -> None:
    put(floor, "a", store="flourlane")
    (work,) = claim(floor, lease_seconds=30)
    (row,) = floor.work("inventory_push")
    assert work == {
        "work_id": row["work_id"],
        "topic": "inventory_push",
        "store": "flourlane",
        "payload": {"a": 1},
        "retry_count": 0,
    }
    assert (row["status"], row["locked_by"], row["locked_at"]) == ("running", "w", NOON)
    assert row["lease_expires_at"] == NOON + timedelta(seconds=30)


@pytest.mark.parametrize("limit", [0, -1])
def test_no_room_is_no_work(floor: Floor, limit: int) -> None:
    put(floor, "a")
    assert claim(floor, limit=limit) == []


def test_a_lease_holds_until_it_runs_out_and_then_the_row_is_anybodys(floor: Floor) -> None:
    put(floor, "a")
    claim(floor, "slow", lease_seconds=60)
    floor.set_clock(NOON + timedelta(seconds=60))
    assert claim(floor, "quick") == []
    floor.set_clock(NOON + timedelta(seconds=61))
    (work,) = claim(floor, "quick")
    assert work["retry_count"] == 1
    # The one who was too slow has nothing to finish any more.
    assert floor.service("finish_work", work_id=work["work_id"], worker="slow")["already_done"]
    assert floor.work("inventory_push")[0]["status"] == "running"
    assert floor.service("finish_work", work_id=work["work_id"], worker="quick")["status"] == "done"


def test_a_row_that_kills_its_worker_each_time_is_given_up_in_the_end(floor: Floor) -> None:
    """Nobody is left to finish it, so taking it has to count."""
    put(floor, "poison")
    floor.rows("update core.work_queue set max_retries = 3")
    taken = 0
    for minutes in range(0, 100, 2):
        floor.set_clock(NOON + timedelta(minutes=minutes))
        taken += len(claim(floor, f"w{minutes}", lease_seconds=60))
    assert taken <= 4
    (row,) = floor.work("inventory_push")
    assert row["status"] == "dead"
    assert [alert["payload"]["kind"] for alert in floor.work("alert")] == ["work_dead"]


def test_a_row_that_is_running_does_not_swallow_a_later_one_under_its_key(floor: Floor) -> None:
    put(floor, "a")
    put(floor, "a")
    (first,) = claim(floor)
    put(floor, "a")
    put(floor, "a")
    (second,) = claim(floor, "other")
    assert first["work_id"] != second["work_id"]
    assert len(floor.work("inventory_push")) == 2

"""api.finish_work: done, tried again later and later, or given up with an alert."""

from datetime import UTC, datetime

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


def taken(floor: Floor, worker: str = "w", key: str = "a") -> int:
    """Queue a row and take it."""
    floor.rows("select core.enqueue('inventory_push', 'bannos', %s, '{}')", key)
    (work,) = floor.service("claim_work", topic="inventory_push", worker=worker)["work"]
    number: int = work["work_id"]
    return number


def finish(floor: Floor, work_id: int, error: str | None = None, worker: str = "w") -> Json:
    """Finish a row."""
    return floor.service("finish_work", work_id=work_id, worker=worker, error=error)


def row(floor: Floor, work_id: int) -> Json:
    """Return a row of the queue."""
    (found,) = floor.rows("select * from core.work_queue where work_id = %s", work_id)
    return found


def test_a_row_is_done_once(floor: Floor) -> None:
    work_id = taken(floor)
    assert finish(floor, work_id) == {"ok": True, "already_done": False, "status": "done"}
    done = row(floor, work_id)
    assert (done["status"], done["finished_at"], done["locked_by"], done["lease_expires_at"]) == (
        "done",
        NOON,
        None,
        None,
    )
    assert finish(floor, work_id)["already_done"]
    assert finish(floor, work_id, "late")["already_done"]
    assert row(floor, work_id) == done


def test_another_worker_cannot_finish_it(floor: Floor) -> None:
    work_id = taken(floor)
    assert finish(floor, work_id, worker="thief")["already_done"]
    assert row(floor, work_id)["status"] == "running"


def test_each_failure_waits_longer_and_the_last_one_gives_up_and_calls_someone(floor: Floor) -> None:
    work_id, now, waits = taken(floor), NOON, []
    for number in range(1, 14):
        answer = finish(floor, work_id, "SYNC001")
        failed = row(floor, work_id)
        assert (failed["last_error"], failed["retry_count"]) == ("SYNC001", min(number, 12))
        if answer["status"] == "dead":
            break
        assert failed["status"] == "error"
        assert floor.service("claim_work", topic="inventory_push", worker="w")["work"] == []
        waits.append((failed["next_retry_at"] - now).total_seconds())
        now = failed["next_retry_at"]
        floor.set_clock(now)
        floor.service("claim_work", topic="inventory_push", worker="w")

    assert failed["status"] == "dead"
    assert len(waits) == failed["max_retries"] == 12
    for number, wait in enumerate(waits):
        base = min(3600, 10 * 2**number)
        assert 0.75 * base <= wait <= 1.25 * base, number
    assert (failed["finished_at"], failed["next_retry_at"]) == (now, None)
    (alert,) = floor.work("alert", f"bannos:{work_id}:work_dead")
    assert alert["payload"]["topic"] == "inventory_push"
    assert floor.service("claim_work", topic="inventory_push", worker="w")["work"] == []


def test_a_failure_gives_way_to_a_newer_row_under_its_key(floor: Floor) -> None:
    old = taken(floor)
    floor.rows("select core.enqueue('inventory_push', 'bannos', 'a', '{}')")
    assert finish(floor, old, "SYNC001")["status"] == "done"
    assert [work["status"] for work in floor.work("inventory_push")] == ["done", "pending"]


def test_a_row_that_there_is_not_is_finished(floor: Floor) -> None:
    assert finish(floor, 2**40)["already_done"]

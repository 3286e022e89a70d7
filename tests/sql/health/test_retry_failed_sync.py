"""api.retry_failed_sync: what failed or was given up is put back in line, with all its tries."""

from datetime import UTC, datetime

import pytest

from tests.sql.floor import Floor

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def queued(floor: Floor, key: str, status: str, store: str = "bannos", topic: str = "inventory_push") -> int:
    """Put a row of the work queue in a status."""
    number: int = floor.one(
        "insert into core.work_queue (topic, store, dedupe_key, status, retry_count, next_retry_at, last_error, finished_at, "
        "locked_by, locked_at, lease_expires_at) "
        "values (%s, %s, %s, %s::core.work_status, 5, '2027-01-01', 'SYNC001', case when %s = 'dead' then core.now() end, "
        "'w', core.now(), core.now() + interval '1 hour') returning work_id",
        topic,
        store,
        key,
        status,
        status,
    )
    return number


def test_failed_and_dead_rows_are_due_at_once_and_others_stay(own_floor: Floor) -> None:
    floor = own_floor
    failed, dead = queued(floor, "a", "error"), queued(floor, "b", "dead")
    running, done = queued(floor, "c", "running"), queued(floor, "d", "done")
    elsewhere, other = queued(floor, "e", "dead", "flourlane"), queued(floor, "f", "dead", topic="alert")
    with floor.noted() as events:
        answer = floor.rpc("retry_failed_sync", store="bannos")

    assert answer == {"ok": True, "already_done": False, "retried": 2}
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("sync_retried", {"topic": "inventory_push", "rows": 2})
    ]
    rows = {row["work_id"]: row for row in floor.work("inventory_push") + floor.work("alert")}
    for number in (failed, dead):
        assert (rows[number]["status"], rows[number]["retry_count"], rows[number]["next_retry_at"]) == (
            "pending",
            0,
            None,
        )
    # It is not finished any more, or the health check counts it as done.
    assert rows[dead]["finished_at"] is None
    assert [rows[number]["status"] for number in (running, done, elsewhere, other)] == [
        "running",
        "done",
        "dead",
        "dead",
    ]
    taken = floor.service("claim_work", topic="inventory_push", worker="w")["work"]
    assert [row["work_id"] for row in taken] == [failed, dead]

    assert floor.rpc("retry_failed_sync", store="bannos") == {"ok": True, "already_done": True, "retried": 0}
    assert floor.rpc("retry_failed_sync", store="bannos", topic="alert")["retried"] == 1


def test_rows_under_one_key_become_one(own_floor: Floor) -> None:
    floor = own_floor
    for status in ("dead", "dead", "error"):
        queued(floor, "same", status)
    queued(floor, "waiting", "dead")
    queued(floor, "waiting", "pending")
    assert floor.rpc("retry_failed_sync", store="bannos")["retried"] == 1
    statuses = [row["status"] for row in floor.work("inventory_push", "same")]
    assert statuses == ["dead", "dead", "pending"]


@pytest.mark.parametrize("topic", ["reports", "", "Inventory_push"])
def test_a_topic_that_there_is_not_is_no_valid_request(floor: Floor, topic: str) -> None:
    with floor.noted() as events:
        assert floor.rpc("retry_failed_sync", store="bannos", topic=topic).get("code") == "REQ001"
    assert [event["code"] for event in events] == ["REQ001"]


def test_another_stores_rows_are_not_touched(floor: Floor) -> None:
    queued(floor, "theirs", "dead", "flourlane")
    assert floor.rpc("retry_failed_sync", "zoe", store="bannos")["code"] == "AUTH001"
    assert floor.rpc("retry_failed_sync", "supervisor", store="bannos")["retried"] == 0
    assert floor.rpc("retry_failed_sync", "staff", store="flourlane")["code"] == "AUTH001"
    assert floor.rpc("retry_failed_sync", "zoe", store="flourlane")["retried"] == 1

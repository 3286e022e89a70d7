"""api.finish_alerts: told, tried again later, or given up where an alarm sees it. An alert is never lost in silence."""

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.health.test_get_health import worker
from tests.sql.outlets.outlets import NOON, alert, begin, claim, finish, later, statuses


def row(floor: Floor) -> Json:
    """Return the only alert."""
    (found,) = floor.work("alert")
    return found


def test_what_was_told_is_done_all_together(floor: Floor) -> None:
    for ref in "abc":
        alert(floor, ref)
    alerts = claim(floor)
    assert finish(floor, alerts[:2])
    assert statuses(floor) == ["done", "done", "running"]
    assert not finish(floor, alerts[:2])
    assert finish(floor, alerts)
    assert statuses(floor) == ["done"] * 3


def test_another_worker_finishes_nothing(floor: Floor) -> None:
    alert(floor)
    assert not finish(floor, claim(floor), "thief")
    assert statuses(floor) == ["running"]


def test_only_alerts_are_finished(floor: Floor) -> None:
    floor.rows("select core.enqueue('inventory_push', 'bannos', 'a', '{}')")
    (work,) = floor.service("claim_work", topic="inventory_push", worker="w")["work"]
    assert not finish(floor, [work])
    assert [work["status"] for work in floor.work("inventory_push")] == ["running"]


def test_a_failure_waits_longer_and_longer_and_in_the_end_an_alarm_sees_it(floor: Floor) -> None:
    alert(floor)
    waits, now = [], NOON
    for _ in range(13):
        assert finish(floor, claim(floor), error="SLACK_503")
        found = row(floor)
        if found["status"] == "dead":
            break
        waits.append((found["next_retry_at"] - now).total_seconds())
        now = found["next_retry_at"]
        floor.set_clock(now)
    assert len(waits) == 12
    assert all(0.75 * min(3600, 10 * 2**n) <= wait <= 1.25 * min(3600, 10 * 2**n) for n, wait in enumerate(waits))
    assert (found["status"], found["last_error"]) == ("dead", "SLACK_503")
    # No alert about an alert: the figure of the dead is what the alarm work-dead watches.
    assert worker(floor)["dead"] == floor.service("sweep", who="reconcile", stores=[])["dead"] == 1


@pytest.mark.parametrize("store", ["bannos", None])
def test_an_alert_that_was_given_up_is_brought_back_by_hand(floor: Floor, store: str | None) -> None:
    alert(floor, store=store)
    floor.rows("update core.work_queue set status = 'dead', finished_at = core.now()")
    assert floor.rpc("retry_failed_sync", store="bannos", topic="alert")["retried"] == 1
    assert [each["ref"] for each in claim(floor)] == ["x"]


def test_an_alert_whose_workers_all_died_is_given_up_without_another(floor: Floor) -> None:
    alert(floor)
    floor.rows("update core.work_queue set max_retries = 1")
    for minutes in (0, 5, 10):
        floor.set_clock(later(minutes=minutes))
        claim(floor)
    assert (row(floor)["status"], row(floor)["last_error"]) == ("dead", "worker_died")


def test_what_slack_had_no_time_for_was_no_try(floor: Floor) -> None:
    alert(floor)
    for number in range(20):
        floor.set_clock(later(seconds=31 * number))
        assert finish(floor, claim(floor), error="SLACK_429", wait_seconds=30)
    assert (row(floor)["status"], row(floor)["retry_count"]) == ("error", 0)


@pytest.mark.parametrize(("asked", "waits"), [(90, 90), (100_000, 3600)])
def test_it_is_left_alone_for_as_long_as_it_asked_but_not_for_ever(floor: Floor, asked: int, waits: int) -> None:
    alert(floor)
    finish(floor, claim(floor), error="SLACK_429", wait_seconds=asked)
    assert row(floor)["next_retry_at"] == later(seconds=waits)
    assert floor.one("select quiet_until from core.outlets where name = 'slack'") == later(seconds=waits)


def test_once_slack_is_there_again_nothing_waits_any_more(floor: Floor) -> None:
    alert(floor, "old")
    finish(floor, claim(floor), error="SLACK_503")
    alert(floor, "new")
    finish(floor, claim(floor))
    assert [each["ref"] for each in claim(floor)] == ["old"]


@pytest.mark.parametrize("error", [{"error": "SLACK_503"}, {"error": "SLACK_429", "wait_seconds": 5}])
def test_a_failure_gives_way_to_a_newer_alert_of_the_same(floor: Floor, error: Json) -> None:
    begin(floor)
    alert(floor)
    old = claim(floor)
    alert(floor)
    finish(floor, old, **error)
    assert statuses(floor) == ["done", "pending"]

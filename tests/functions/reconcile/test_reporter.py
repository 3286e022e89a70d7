"""The reporter over a database of its own: each alert told, each use told once, whatever fails or is killed on the way."""

from datetime import UTC, datetime
from typing import Any

import pytest

import alert_message
import alerts_out
import posthog_batch
from local.doubles.outside import Outside
from ordak.database import Database, database
from ordak.http import client as http_client
from tests.functions.reconcile.reporting import run
from tests.sql.floor import Floor
from tests.sql.outlets.outlets import alert, statuses
from tests.stateful.world import KilledError

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def texts(outside: Outside) -> list[str]:
    return [message["text"] for message in outside.received("slack")]


def killed(monkeypatch: pytest.MonkeyPatch, door: str, number: int = 1) -> None:
    """Let the next run end before its n-th call of a function of the database."""
    real, calls = Database.call, 0

    def call(self: Database, function: str, **arguments: object) -> dict[str, Any]:
        nonlocal calls
        calls += function == door
        if function == door and calls == number:
            monkeypatch.setattr(Database, "call", real)
            raise KilledError
        return real(self, function, **arguments)

    monkeypatch.setattr(Database, "call", call)


# Alerts


def test_what_is_due_is_told_in_one_message_and_done(floor: Floor, outside: Outside) -> None:
    sale = floor.sell()
    floor.rows("delete from core.work_queue")
    alert(floor, sale.gid, "stock_short")
    alert(floor, "SPONGE", "inventory:low", None)
    alert(floor, "7", "work_dead", "flourlane")
    assert run()["alerts"] == 3
    (text,) = texts(outside)
    assert sale.id in text
    assert "SPONGE" in text
    assert text.index("All stores") < text.index("bannos") < text.index("flourlane")
    assert statuses(floor) == ["done"] * 3
    assert run()["alerts"] == 0
    assert len(outside.calls_to("slack")) == 1


def test_many_are_told_in_few_messages_and_each_of_them(floor: Floor, outside: Outside) -> None:
    for number in range(250):
        alert(floor, f"ref-{number:03}")
    assert run()["alerts"] == 250
    assert len(texts(outside)) == 3
    assert all(sum(f"ref-{number:03}" in text for text in texts(outside)) == 1 for number in range(250))


def test_without_slack_alerts_wait_and_health_says_so(
    floor: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_WEBHOOK_URL", "")
    alert(floor)
    assert run()["alerts"] == 0
    assert (statuses(floor), outside.calls_to("slack")) == (["pending"], [])
    health = floor.service("get_health", who="reconcile")["worker"]
    assert (health["alerts_waiting"], health["alerts_go_out"], health["pending"]) == (1, False, 0)


def test_whoever_is_killed_after_slacks_ok_tells_it_again(
    floor: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What we cannot have is once and no more: Slack knows no key of ours. We have at least once."""
    alert(floor)
    killed(monkeypatch, "finish_alerts")
    with pytest.raises(KilledError):
        run()
    assert (len(texts(outside)), statuses(floor)) == (1, ["running"])
    assert run(seconds=60, floor=floor)["alerts"] == 0
    assert run(seconds=70, floor=floor)["alerts"] == 1
    assert (len(texts(outside)), statuses(floor)) == (2, ["done"])


def test_an_alert_whose_sender_is_killed_before_slack_receives_it_is_sent_once(
    floor: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert(floor)

    def dies(*_: object, **__: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(http_client, "send", dies)
        with pytest.raises(KilledError):
            run()
    assert run(seconds=130, floor=floor)["alerts"] == 1
    assert (len(texts(outside)), statuses(floor)) == (1, ["done"])


@pytest.mark.parametrize(
    ("kind", "how", "code", "heard"),
    [
        ("reset before", {}, "SLACK_ANSWER_LOST", 1),
        ("reset after", {}, "SLACK_ANSWER_LOST", 2),
        ("status", {"status": 200}, "SLACK_BAD_ANSWER", 1),
        ("status", {"status": 500}, "SLACK_500", 1),
        ("status", {"status": 404}, "SLACK_404", 1),
        ("status", {"status": 302}, "SLACK_302", 1),
        ("status", {"status": 400}, "SLACK_400", 1),
    ],
)
def test_a_message_that_failed_is_told_later(  # noqa: PLR0913, PLR0917 - what a case is made of
    floor: Floor, outside: Outside, kind: Any, how: dict[str, int], code: str, heard: int
) -> None:
    outside.fail("slack", kind, **how)
    alert(floor)
    assert run()["alerts"] == 0
    (row,) = floor.work("alert")
    assert (row["status"], row["last_error"], row["retry_count"]) == ("error", code, 1)
    assert run()["alerts"] == 0
    assert len(outside.calls_to("slack")) == 1
    assert run(seconds=13, floor=floor)["alerts"] == 1
    assert (len(texts(outside)), statuses(floor)) == (heard, ["done"])


def test_slack_that_wants_to_be_left_alone_is_left_alone(floor: Floor, outside: Outside) -> None:
    outside.fail("slack", "status", status=429, retry_after="90")
    alert(floor)
    run()
    alert(floor, "new")
    for _ in range(8):
        assert run(seconds=10, floor=floor)["alerts"] == 0
    assert len(outside.calls_to("slack")) == 1
    assert run(seconds=11, floor=floor)["alerts"] == 2
    assert floor.work("alert")[0]["retry_count"] == 0


def test_a_text_that_slack_refuses_keeps_no_other_back(floor: Floor, outside: Outside) -> None:
    for ref in "abcd":
        alert(floor, ref)
    outside.fail("slack", "status", status=400, count=3)  # the four, the two, the one
    assert run()["alerts"] == 3
    assert statuses(floor) == ["error", "done", "done", "done"]
    assert len(outside.calls_to("slack")) == 5


def test_after_a_failure_the_rest_is_not_tried_in_vain(floor: Floor, outside: Outside) -> None:
    for number in range(250):
        alert(floor, str(number))
    outside.fail("slack", "status", status=503, count=9)
    assert run()["alerts"] == 0
    assert len(outside.calls_to("slack")) == 1
    assert statuses(floor).count("error") == 100


# Usage


@pytest.fixture
def used(floor: Floor) -> Floor:
    """A print, a scan and an assignment after usage was switched on."""
    run()
    ticket = floor.sell().id
    floor.rpc("handle_print_barcode", id=ticket)
    floor.rpc("complete_filling", id=ticket)
    staff = "5a000000-0000-4000-8000-000000000001"
    floor.rpc("assign_staff", id=ticket, staff_id=staff)
    return floor


def test_what_people_did_is_told_without_them(used: Floor, outside: Outside) -> None:
    assert run()["events"] == 3
    events = outside.received("posthog")
    assert [(e["event"], e["properties"]["feature"], e["distinct_id"]) for e in events] == [
        ("handle_print_barcode", "print", "bannos"),
        ("complete_filling", "scan", "bannos"),
        ("assign_staff", "assignment", "bannos"),
    ]
    assert all(e["properties"]["$process_person_profile"] is False for e in events)
    (call,) = outside.calls_to("posthog")
    for secret in ("5a000000", "kiosk-1", "bannos-", "gid://", "c-supervisor"):
        assert secret not in call.request.body.decode()
    assert run()["events"] == 0
    assert len(outside.calls_to("posthog")) == 1
    assert used.one("select failures from core.outlets where name = 'posthog'") == 0


@pytest.mark.parametrize("kind", ["reset after", "reset before", "garbage", "status"])
def test_usage_that_failed_is_told_again_and_counts_once(used: Floor, outside: Outside, kind: Any) -> None:
    outside.fail("posthog", kind)
    assert run()["events"] == 0
    assert run(seconds=59, floor=used)["events"] == 0
    assert run(seconds=2, floor=used)["events"] == 3
    assert len(outside.received("posthog")) == 3
    assert len(outside.calls_to("posthog")) == 2


def test_usage_told_by_one_who_was_killed_is_told_again_under_the_same_ids(
    used: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(monkeypatch, "finish_usage")
    with pytest.raises(KilledError):
        run()
    assert run()["events"] == 3
    first, second = (call.request.body for call in outside.calls_to("posthog"))
    assert first == second
    assert len(outside.received("posthog")) == 3
    assert used.one("select txid is not null from core.outlets where name = 'posthog'")


def test_without_a_key_nothing_is_read_and_nothing_told_later(
    floor: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTHOG_KEY", "")
    floor.rpc("complete_filling", id=floor.sell().id)
    assert run()["events"] == 0
    assert floor.one("select used_at is null and txid is null from core.outlets where name = 'posthog'")
    monkeypatch.setenv("POSTHOG_KEY", outside.variables["POSTHOG_KEY"])
    assert [run()["events"] for _ in range(2)] == [0, 0]
    assert outside.calls_to("posthog") == []


def test_neither_of_them_stands_in_the_others_way(used: Floor, outside: Outside) -> None:
    alert(used)
    outside.fail("slack", "status", status=500)
    assert run() == {"alerts": 0, "mails": 0, "events": 3}
    used.rpc("cancel_order", "member", id="x")
    outside.fail("posthog", "status")
    assert run(seconds=20, floor=used) == {"alerts": 1, "mails": 0, "events": 0}


def test_a_database_that_is_away_costs_no_invocation(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    alert(floor)
    monkeypatch.setenv("ORDAK_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    database()._close()  # noqa: SLF001 - as in a process that begins
    assert run() == {"alerts": 0, "mails": 0, "events": 0}
    database()._close()  # noqa: SLF001 - as above
    assert statuses(floor) == ["pending"]


# Poison


def test_an_alert_that_cannot_be_written_or_says_nothing_keeps_no_other_back(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = alert_message.message

    def message(alerts: Any, now: float) -> str:
        assert all(each["ref"] != "poison" for each in alerts)
        return real(alerts, now)

    monkeypatch.setattr(alerts_out, "message", message)
    for ref in ("a", "b", "poison", "c"):
        alert(floor, ref)
    for payload in ("{}", "[]", "7"):
        floor.rows(
            "insert into core.work_queue (topic, dedupe_key, payload, priority) values ('alert', %s, %s, 99)",
            payload,
            payload,
        )
    assert run()["alerts"] == 6
    assert statuses(floor).count("done") == 6
    assert floor.rows("select last_error from core.work_queue where status = 'error'") == [
        {"last_error": "BAD_PAYLOAD"}
    ]
    # That others were told does not call it: its pause has a floor.
    alert(floor, "d")
    assert run()["alerts"] == 1
    assert floor.one("select next_retry_at > core.now() from core.work_queue where status = 'error'")


def test_an_event_that_posthog_refuses_keeps_no_other_back(
    used: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = posthog_batch.capture

    def capture(url: str, key: str, events: list[dict[str, Any]]) -> None:
        if any(event["function"] == refused for event in events):
            raise posthog_batch.PostHogError("POSTHOG_400", refuses_events=True)
        real(url, key, events)

    monkeypatch.setattr(posthog_batch, "capture", capture)
    refused = "complete_filling"
    run()
    assert [event["event"] for event in outside.received("posthog")] == ["handle_print_barcode", "assign_staff"]
    assert used.one("select failures from core.outlets where name = 'posthog'") == 0

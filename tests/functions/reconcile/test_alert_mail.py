"""Alerts by mail: those that Slack does not take, or all where there is none; each told, and none told in vain."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local.aws.cloudformation import REGION
from local.doubles.outside import Outside
from ordak.aws import sdk
from slack_text import plain, unmarked
from tests.adapters.wire import Call, Script, Wire, wire
from tests.functions.reconcile.reporting import run
from tests.sql.floor import Floor
from tests.sql.outlets.outlets import alert, statuses

ADDRESSES = ["zoe@on-call.example", "kim@on-call.example"]
ENVIRONMENT = {
    "AWS_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "AKID",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "session",
    "MAIL_FROM": "ordak@merchant.example",
    "MAIL_SET": "ordak-mail",
    "ALERT_ADDRESSES": " ".join(ADDRESSES),
}


def taken(call: Call) -> None:
    call.answer(200, b'{"MessageId": "1"}')


def refused(status: int, kind: str) -> Script:
    said = json.dumps({"message": "Email address is not verified: zoe@on-call.example"}).encode()
    return lambda call: call.answer(status, said, x_amzn_ErrorType=kind)


@pytest.fixture
def ses(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """SES, which takes what comes unless a test says otherwise."""
    assert floor
    with wire(taken) as server:
        for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": server.url}.items():
            monkeypatch.setenv(name, value)
        sdk.client.cache_clear()
        yield server
        sdk.client.cache_clear()


@pytest.fixture
def without_slack(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert floor  # which has one
    monkeypatch.setenv("SLACK_WEBHOOK_URL", "")


def mails(ses: Wire) -> list[dict[str, Any]]:
    return [json.loads(call.body) for call in ses.calls]


def texts(ses: Wire) -> list[str]:
    return [mail["Content"]["Simple"]["Body"]["Text"]["Data"] for mail in mails(ses)]


@pytest.mark.usefixtures("without_slack")
def test_without_slack_alerts_go_by_mail_to_those_on_call(floor: Floor, ses: Wire) -> None:
    alert(floor, "SPONGE & 'VANILLA'", "inventory:low", None)
    alert(floor, "7", "work_dead", "flourlane")
    assert (run()["alerts"], statuses(floor)) == (2, ["done", "done"])
    [mail] = mails(ses)
    assert (mail["FromEmailAddress"], mail["ConfigurationSetName"]) == ("ordak@merchant.example", "ordak-mail")
    assert mail["Destination"] == {"ToAddresses": ADDRESSES}
    assert mail["Content"]["Simple"]["Subject"]["Data"] == "All stores: Stock runs low"
    assert texts(ses)[0].startswith("All stores: Stock runs low\n• SPONGE & 'VANILLA' (2026-11-21 12:00 UTC)\n→ ")
    assert floor.service("get_health", who="reconcile")["worker"]["alerts_go_out"] is True


@pytest.mark.parametrize("missing", ["MAIL_FROM", "ALERT_ADDRESSES"])
@pytest.mark.usefixtures("without_slack")
def test_where_no_mail_is_set_up_alerts_wait(
    floor: Floor, ses: Wire, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(missing, "")
    alert(floor)
    assert (run()["alerts"], statuses(floor), ses.calls) == (0, ["pending"], [])


@pytest.mark.usefixtures("ses")
def test_what_slack_takes_is_not_mailed(floor: Floor, ses: Wire) -> None:
    alert(floor)
    assert (run()["alerts"], ses.calls) == (1, [])


@pytest.mark.parametrize(
    ("kind", "how"), [("reset before", {}), ("status", {"status": 404}), ("status", {"status": 500})]
)
def test_what_slack_does_not_take_goes_by_mail_and_slack_is_tried_again_a_minute_later(
    floor: Floor, outside: Outside, ses: Wire, kind: Any, how: dict[str, int]
) -> None:
    for number in range(150):
        alert(floor, f"ref-{number:03}")
    outside.fail("slack", kind, **how)
    assert run()["alerts"] == 100
    assert (len(outside.calls_to("slack")), len(ses.calls)) == (1, 1)
    assert run()["alerts"] == 50
    assert (len(outside.received("slack")), len(ses.calls)) == (1, 1)
    assert statuses(floor) == ["done"] * 150


def test_slack_that_asks_for_time_gets_it(floor: Floor, outside: Outside, ses: Wire) -> None:
    outside.fail("slack", "status", status=429, retry_after="90")
    alert(floor)
    assert (run()["alerts"], ses.calls) == (0, [])
    assert run(seconds=91, floor=floor)["alerts"] == 1
    assert (len(outside.received("slack")), ses.calls) == (1, [])


def test_the_one_text_that_slack_refuses_goes_by_mail_and_the_others_to_slack(
    floor: Floor, outside: Outside, ses: Wire
) -> None:
    for ref in "abcd":
        alert(floor, f"ref-{ref}")
    outside.fail("slack", "status", status=400, count=3)  # the four, the two, the one
    assert (run()["alerts"], statuses(floor)) == (4, ["done"] * 4)
    [mailed] = texts(ses)
    assert ["ref-a" in mailed, "ref-b" in mailed] == [True, False]
    assert "ref-a" not in "".join(message["text"] for message in outside.received("slack"))


# How SES answers, the code of it, and how many tries that was: what it had no time for was none.
REFUSALS: dict[str, tuple[Script, str, int]] = {
    "reset": (lambda call: call.reset(), "SES_ANSWER_LOST", 1),
    "another's 200": (lambda call: call.answer(200, b"<html>"), "SES_BAD_ANSWER", 1),
    "a proxy's 503": (lambda call: call.answer(503, b"<html>busy</html>"), "SES_503", 1),
    "rejected": (refused(400, "MessageRejected"), "SES_MessageRejected", 1),
    "denied": (refused(403, "AccessDeniedException"), "SES_AccessDeniedException", 1),
    "paused": (refused(400, "SendingPausedException"), "SES_SendingPausedException", 1),
    "throttled": (refused(429, "TooManyRequestsException"), "SES_TooManyRequestsException", 0),
}


@pytest.mark.parametrize("how", REFUSALS)
@pytest.mark.usefixtures("without_slack")
def test_a_mail_that_ses_does_not_take_is_sent_later_and_tells_nobody_whom_it_was_to(
    floor: Floor, ses: Wire, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    ses.script, code, tries = REFUSALS[how]
    alert(floor)
    assert run()["alerts"] == 0
    [row] = floor.work("alert")
    assert (row["status"], row["last_error"], row["retry_count"]) == ("error", code, tries)
    assert run()["alerts"] == 0
    assert len(ses.calls) == 1
    ses.script = taken
    assert (run(seconds=70, floor=floor)["alerts"], statuses(floor)) == (1, ["done"])
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert (code in said, "on-call.example" in said, "ordak@" in said) == (True, False, False)


def test_where_neither_takes_it_an_alert_waits_as_slack_has_it(floor: Floor, outside: Outside, ses: Wire) -> None:
    ses.script = refused(400, "MessageRejected")
    outside.fail("slack", "status", status=404, count=2)
    alert(floor)
    assert run()["alerts"] == 0
    [row] = floor.work("alert")
    assert (row["status"], row["last_error"], row["retry_count"]) == ("error", "SLACK_404", 1)
    assert run()["alerts"] == 0
    assert (len(outside.calls_to("slack")), len(ses.calls)) == (1, 1)


def test_markup_of_ours_is_gone_and_what_was_escaped_is_whole() -> None:
    value = "<!channel> & *b* <http://a|b>"
    text = (
        f"*bannos: A heading*\n• {plain(value)} (<!date^1795262400^{{date_num}} {{time}}|2026-11-21 12:00 UTC>)\n→ Do"
    )
    written = "<!channel> &  b  <http://a|b>"
    assert unmarked(text) == f"bannos: A heading\n• {written} (2026-11-21 12:00 UTC)\n→ Do"

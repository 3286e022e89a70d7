"""The doubles of Slack, PostHog and Sentry are as strict as they are documented to be, and fail as they are told to."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from local.doubles.kit import server
from local.doubles.outside import Outside
from local.servers.processes import wait_until
from tests.clock import Gate

EVENT_ID = "0123456789abcdef0123456789abcdef"
USE = {
    "event": "complete_filling",
    "distinct_id": "bannos",
    "uuid": "6f6f7a4e-58f1-5c0e-9c3c-0f1f6a3a9b10",
    "timestamp": "2026-11-21T12:00:00+00:00",
    "properties": {"store": "bannos"},
}
FAILURE: dict[str, Any] = {"event_id": EVENT_ID, "level": "error", "tags": {"store": "bannos"}}


@pytest.fixture(scope="module")
def listening() -> Iterator[Outside]:
    one = Outside()
    one.start()
    yield one
    one.stop()


@pytest.fixture
def outside(listening: Outside) -> Outside:
    listening.forget()
    return listening


def slack(outside: Outside, body: Any, *, url: str = "", kind: str = "application/json") -> tuple[int, str]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    url = url or outside.variables["SLACK_WEBHOOK_URL"]
    answer = httpx.post(url, content=content, headers={"content-type": kind})
    return answer.status_code, answer.text


def posthog(outside: Outside, *batch: Any, **changed: Any) -> int:
    body = {"api_key": outside.variables["POSTHOG_KEY"], "batch": list(batch), **changed}
    return httpx.post(f"{outside.url}/batch/", json=body).status_code


def sentry(outside: Outside, event: Any = FAILURE, *, auth: str = "", project: str = "", **item: Any) -> int:
    scheme, _, rest = outside.variables["SENTRY_DSN"].partition("://")
    key, _, address = rest.partition("@")
    host, _, number = address.partition("/")
    payload = json.dumps(event)
    header = {"type": "event", "length": len(payload), **item}
    envelope = f"{json.dumps({'event_id': EVENT_ID})}\n{json.dumps(header)}\n{payload}\n"
    headers = {"x-sentry-auth": auth or f"Sentry sentry_version=7, sentry_client=t/1, sentry_key={key}"}
    url = f"{scheme}://{host}/api/{project or number}/envelope/"
    return httpx.post(url, content=envelope, headers=headers).status_code


def test_slack_takes_a_text(outside: Outside) -> None:
    assert slack(outside, {"text": "one"}) == (200, "ok")
    assert slack(outside, {"text": "one"}) == (200, "ok")
    assert [message["text"] for message in outside.received("slack")] == ["one", "one"]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({"text": ""}, (400, "no_text")),
        ({"text": 1}, (400, "no_text")),
        ({}, (400, "no_text")),
        ({"text": "x" * 40_001}, (400, "msg_too_long")),
        ({"text": "x", "txet": "y"}, (400, "invalid_payload")),
        (["text"], (400, "invalid_payload")),
        (b"text=x", (400, "invalid_payload")),
    ],
)
def test_slack_says_what_is_wrong_with_a_message(outside: Outside, body: Any, answer: tuple[int, str]) -> None:
    assert slack(outside, body) == answer
    assert outside.received("slack") == []


def test_slack_knows_its_own_address_alone(outside: Outside) -> None:
    url = outside.variables["SLACK_WEBHOOK_URL"]
    assert slack(outside, {"text": "x"}, url=url + "x") == (403, "invalid_token")
    assert slack(outside, {"text": "x"}, url=f"{outside.url}/services/T/B/x") == (404, "no_service")
    assert slack(outside, {"text": "x"}, kind="text/plain") == (400, "invalid_payload")


def test_posthog_takes_an_event_once_however_often_it_comes(outside: Outside) -> None:
    other = USE | {"uuid": "6f6f7a4e-58f1-5c0e-9c3c-0f1f6a3a9b11"}
    assert (posthog(outside, USE), posthog(outside, USE, other)) == (200, 200)
    assert outside.received("posthog") == [USE, other]


@pytest.mark.parametrize(
    "changed",
    [
        {"event": ""},
        {"event": None},
        {"distinct_id": ""},
        {"distinct_id": "x" * 201},
        {"uuid": "1"},
        {"timestamp": "2026-11-21T12:00:00"},
        {"timestamp": "yesterday"},
        {"properties": None},
        {"properties": {"x": "y" * 1_100_000}},
    ],
)
def test_posthog_refuses_a_batch_for_one_event(outside: Outside, changed: dict[str, Any]) -> None:
    assert posthog(outside, USE, USE | changed) == 400
    assert outside.received("posthog") == []


def test_posthog_refuses_a_wrong_key_and_an_empty_batch(outside: Outside) -> None:
    assert posthog(outside, USE, api_key="phc_other") == 401
    assert posthog(outside) == 400
    assert httpx.post(f"{outside.url}/batch/", content=b"{").status_code == 400
    assert httpx.post(f"{outside.url}/batch/", content=b" " * (20 * 1024 * 1024 + 1)).status_code == 413


def test_sentry_takes_an_event_once(outside: Outside) -> None:
    assert (sentry(outside), sentry(outside)) == (200, 200)
    assert outside.received("sentry") == [FAILURE]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"auth": "Sentry sentry_version=7, sentry_key=other"}, 403),
        ({"auth": "Sentry sentry_version=6, sentry_key=0123456789abcdef0123456789abcdef"}, 403),
        ({"project": "1"}, 403),
        ({"length": 3}, 400),
        ({"type": "transaction"}, 400),
        ({"event": FAILURE | {"event_id": "other"}}, 400),
        ({"event": FAILURE | {"level": "bad"}}, 400),
        ({"event": FAILURE | {"tags": {"n": 1}}}, 400),
        ({"event": FAILURE | {"unheard_of": 1}}, 400),
        ({"event": FAILURE | {"transaction": "x" * 1_100_000}}, 413),
    ],
)
def test_sentry_refuses_what_is_no_event_of_its_project(outside: Outside, changed: Any, status: int) -> None:
    assert sentry(outside, **changed) == status
    assert outside.received("sentry") == []


def test_sentry_takes_a_compressed_envelope_and_refuses_what_only_says_it_is_one(outside: Outside) -> None:
    assert sentry(outside) == 200
    (call,) = outside.calls_to("sentry")
    headers = {"x-sentry-auth": call.request.headers["x-sentry-auth"], "content-encoding": "gzip"}
    other = call.request.body.replace(EVENT_ID.encode(), b"f" * 32)
    url = outside.url + call.request.path
    assert httpx.post(url, content=gzip.compress(other), headers=headers).status_code == 200
    assert [event["event_id"] for event in outside.received("sentry")] == [EVENT_ID, "f" * 32]
    assert outside.calls_to("sentry")[-1].request.body == other
    for broken in (other, gzip.compress(other)[:-20], b"\x1f\x8b"):
        assert httpx.post(url, content=broken[:-1] + b"?", headers=headers).status_code == 400


def test_sentry_tells_of_its_limits_with_any_answer(outside: Outside) -> None:
    limits = "60:error:project, 2700:transaction:organization"
    named = {"X-Sentry-Rate-Limits": limits}
    outside.fail("sentry", "status", status=429, headers=named)
    answers = [httpx.post(f"{outside.url}/api/1/envelope/", content=b"")]
    outside.fail("sentry", "headers", headers=named)
    answers += [httpx.post(f"{outside.url}/api/1/envelope/", content=b"") for _ in range(2)]
    assert [answer.headers.get("x-sentry-rate-limits") for answer in answers] == [limits, limits, None]
    assert [answer.status_code for answer in answers] == [429, 403, 403]


@pytest.mark.parametrize(("kind", "heard"), [("reset before", 0), ("reset after", 1)])
def test_connection_is_cut_before_or_after_it_was_taken(outside: Outside, kind: Any, heard: int) -> None:
    outside.fail("slack", kind)
    with pytest.raises(httpx.TransportError):
        slack(outside, {"text": "x"})
    assert len(outside.received("slack")) == heard
    assert [call.status for call in outside.calls_to("slack")] == [0]
    assert slack(outside, {"text": "y"}) == (200, "ok")


def test_other_failures_strike_as_often_as_they_are_told_to_and_only_whom_they_are_meant_for(outside: Outside) -> None:
    outside.fail("slack", "status", status=429, retry_after="7", count=2)
    outside.fail("slack", "status", status=200)
    answer = httpx.post(outside.variables["SLACK_WEBHOOK_URL"], json={"text": "x"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert posthog(outside, USE) == 200
    assert [slack(outside, {"text": "x"})[0] for _ in range(3)] == [429, 200, 200]
    assert len(outside.received("slack")) == 1


def test_answer_may_take_its_time(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(server, "sleep", gate.sleep_async)
    outside.fail("sentry", "latency", seconds=7)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(sentry, outside)
        wait_until(lambda: bool(gate.sleeps), 30, lambda: "Nothing is delayed.")
        assert sentry(outside) == 200
        assert not answer.done()
        gate.open()
        assert answer.result() == 200
    assert gate.sleeps == [7]


def test_what_was_told_can_be_read_line_by_line(outside: Outside) -> None:
    assert httpx.get(outside.url).text == "Nothing yet.\n"
    slack(outside, {"text": "first\nsecond"})
    posthog(outside, USE)
    sentry(outside, FAILURE | {"transaction": "sweep"})
    lines = httpx.get(outside.url).text.splitlines()
    assert [line.split()[1:3] for line in lines] == [
        ["slack", "first"],
        ["slack", "second"],
        ["posthog", "complete_filling"],
        ["sentry", "sweep"],
    ]

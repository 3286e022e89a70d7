"""Errors of a page through the whole stack: from POST /rpc/report_page_error to Sentry, and what does not get there."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Person, enrolled, system_token, until

REPORT = {"page": "kiosk", "page_version": "3f9c2ab81d04", "error": "TypeError", "place": "kiosk-A1B2.js:1:20345"}
WORDS = "Zz-CANARY Mary Smith"


@pytest.fixture(autouse=True)
def forgetful(stack: Stack) -> Iterator[None]:
    """Begin and end with nothing heard, and with nobody who remembers that Sentry failed."""
    stack.outside.forget()
    yield
    stack.outside.forget()
    stack.functions.renew("SentryFunction")


def post(stack: Stack, token: str | None, body: Any = None) -> httpx.Response:
    """Report an error as a page does: bytes as they are, anything else as JSON."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    content = body if isinstance(body, bytes) else json.dumps(REPORT if body is None else body).encode()
    return httpx.post(stack.url + "/rpc/report_page_error", headers=headers, content=content, timeout=60)


def heard(stack: Stack) -> list[dict[str, Any]]:
    """Return what Sentry has of pages."""
    return [event for event in stack.outside.received("sentry") if event["transaction"].startswith("web/")]


def test_an_error_in_a_page_reaches_sentry_with_its_kind_place_and_version_and_no_more(stack: Stack) -> None:
    answer = post(stack, enrolled(stack))
    assert answer.json() == {"ok": True, "already_done": False, "taken": True}
    until(lambda: bool(heard(stack)), "Sentry heard of it")
    [event] = heard(stack)
    assert (event["platform"], event["release"]) == ("javascript", "ordak-kiosk@3f9c2ab81d04")
    frames = [{"filename": "kiosk-A1B2.js", "lineno": 1, "colno": 20345}]
    assert event["exception"]["values"] == [{"type": "TypeError", "value": "", "stacktrace": {"frames": frames}}]
    assert event["fingerprint"] == ["web/kiosk", "TypeError", "kiosk-A1B2.js:1:20345"]
    assert event["tags"].keys() == {"function", "correlation_id", "lines"}


def test_of_a_kiosk_and_of_a_session_ten_a_minute_reach_sentry(stack: Stack) -> None:
    kiosk, person = enrolled(stack), Person(stack).token
    for page, token in (("kiosk", kiosk), ("sandbox", person)):
        answers = [post(stack, token, {**REPORT, "page": page, "place": f"a.js:1:{n}"}).json() for n in range(12)]
        assert [answer["taken"] for answer in answers] == [True] * 10 + [False] * 2
    # Of another kiosk, so that nothing is on its way any more when it is there.
    assert post(stack, enrolled(stack), {**REPORT, "page": "last"}).json()["taken"]
    until(lambda: any(event["transaction"] == "web/last" for event in heard(stack)), "Sentry heard of the last")
    pages = [event["transaction"] for event in heard(stack)]
    assert [pages.count(f"web/{page}") for page in ("kiosk", "sandbox", "last")] == [10, 10, 1]


@pytest.mark.parametrize(
    "body",
    [
        {**REPORT, "message": WORDS},
        {**REPORT, "error": WORDS},
        {**REPORT, "place": f"{WORDS}:1:2"},
        {**REPORT, "page": WORDS},
        {**REPORT, "page_version": WORDS},
        {**REPORT, "error": "A" * 300_000 + "Error"},
        {},
        [],
        "x",
    ],
    ids=[*("a message", "a kind", "a place", "a page", "a version", "large", "empty", "list", "text")],
)
def test_what_is_no_report_is_refused_and_goes_nowhere(stack: Stack, body: Any) -> None:
    kiosk = enrolled(stack)
    answer = post(stack, kiosk, body)
    assert answer.json()["code"] in {"REQ001", "REQ004"}
    assert "CANARY" not in answer.text
    assert post(stack, kiosk, b"\xff{").json()["code"] == "REQ001"
    assert post(stack, kiosk).json()["taken"]
    until(lambda: bool(heard(stack)), "Sentry heard of the one that is right")
    assert len(heard(stack)) == 1
    assert not any(b"CANARY" in call.request.body for call in stack.outside.calls_to("sentry"))


def test_nobody_without_a_kiosks_token_or_a_session_reports(stack: Stack) -> None:
    lost = "ordak_device_" + "0" * 64
    said = [post(stack, token) for token in (None, "x", lost, system_token(stack, "Admin", "bannos"))]
    assert [(answer.status_code, answer.json()["code"]) for answer in said] == [
        (401, "AUTH001"),
        (401, "AUTH001"),
        (401, "AUTH002"),
        (403, "AUTH001"),
    ]


def test_an_outage_of_sentry_costs_the_page_nothing(stack: Stack) -> None:
    stack.outside.fail("sentry", "status", count=1000)
    assert post(stack, enrolled(stack)).json()["taken"]
    until(lambda: bool(stack.outside.calls_to("sentry")), "Sentry is asked")

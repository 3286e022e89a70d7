"""The whole stack tells those outside: from a failing call to Sentry, from an order to Slack, from a scan to PostHog."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest

from local.aws.runtime_api import Invocation, Outcome
from local.stack import DATABASE, Stack
from tests.clock import Gate
from tests.functions.callers import Person, Shop, cake, order, rows, until


@pytest.fixture(autouse=True)
def attentive(stack: Stack) -> Iterator[None]:
    """Begin and end with nobody told, nobody failing, and nobody who remembers that Sentry did."""
    stack.pollers.fire("ReporterFunction")
    stack.outside.forget()
    rows(stack, "update core.outlets set quiet_until = null returning 1")
    yield
    stack.outside.forget()
    stack.functions.renew("SentryFunction")


@contextmanager
def failing(stack: Stack) -> Iterator[None]:
    """Take a function from its caller."""
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("revoke execute on function api.get_queue from ordak_rpc")
        try:
            yield
        finally:
            owner.execute("grant execute on function api.get_queue to ordak_rpc")


def fail(stack: Stack, calls: int) -> None:
    """Make calls that fail, and have their answers."""
    staff = Person(stack)
    for _ in range(calls):
        assert staff.call("get_queue", store="bannos").json()["code"] == "SYS001"


def test_a_failing_call_reaches_sentry_by_its_place(stack: Stack) -> None:
    with failing(stack):
        fail(stack, 1)
    until(lambda: bool(stack.outside.received("sentry")), "Sentry heard of it")
    heard = stack.outside.received("sentry")[0]
    assert (heard["transaction"], heard["environment"]) == ("/rpc/get_queue", "local")
    assert heard["exception"]["values"][0]["type"] == "DatabaseError"
    assert heard["tags"]["sqlstate"] == "42501"
    assert heard["fingerprint"][-1].startswith("database.py:")


@pytest.mark.parametrize("kind", ["latency", "reset before"])
def test_an_outage_of_sentry_costs_no_answer_any_time(stack: Stack, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call is answered before Sentry has been asked for the first time."""
    gate, teller = Gate(), stack.functions._pools["SentryFunction"]  # noqa: SLF001 - whose time we hold
    invoke, told = teller.invoke, list[Outcome]()

    def held(invocation: Invocation) -> Outcome:
        gate.sleep(0)
        told.append(invoke(invocation))
        return told[-1]

    monkeypatch.setattr(teller, "invoke", held)
    stack.outside.fail("sentry", kind, count=1000, seconds=20)  # type: ignore[arg-type]  # one of both
    with failing(stack):
        fail(stack, 30)
    until(lambda: bool(gate.sleeps), "a failure is on its way to Sentry")
    assert stack.outside.calls_to("sentry") == []
    gate.open()
    until(lambda: len(told) == 30, "every failure is dealt with", 90)
    assert stack.outside.calls_to("sentry") != []
    with httpx.Client() as client:
        assert client.get(f"{stack.url}/api/health").status_code == 200


def test_an_order_that_needs_a_person_and_a_scan_are_told_within_the_minute(stack: Stack) -> None:
    ticket = Shop(stack.env).deliver(order(cake("NO-SUCH-SKU"), due=None)).json()["tickets"][0]
    Person(stack).call("complete_filling", id=ticket).raise_for_status()
    stack.pollers.fire("ReporterFunction")
    texts = "\n".join(message["text"] for message in stack.outside.received("slack"))
    assert f"• {ticket}, skus NO-SUCH-SKU" in texts
    assert f"• {ticket}, flags" in texts
    assert "complete_filling" in [event["event"] for event in stack.outside.received("posthog")]
    printed = httpx.get(stack.env["ORDAK_OUTSIDE_URL"]).text
    assert ticket in printed


def test_health_says_that_alerts_go_out(stack: Stack) -> None:
    worker = httpx.get(stack.url + "/edge/health", timeout=60).json()["worker"]
    assert worker["alerts_go_out"] is True

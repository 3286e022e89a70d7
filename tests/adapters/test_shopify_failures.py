"""What can go wrong with a call of Shopify, and what a caller may believe then."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from local.doubles.shopify import Shop
from local.servers.processes import free_port, wait_until
from ordak.shopify import call as shopify_call
from ordak.shopify.admin import Change, ShopifyAdmin, ShopifyError
from ordak.shopify.documents import LEVEL_PAGE, LOCATIONS, Document
from tests.adapters.conftest import ACCESS, FIXED, Connect, Lines
from tests.adapters.wire import Call, wire
from tests.clock import Clock

CANARY = "Zz-CANARY"
REFERENCE = "gid://ordak/Push/1"


class Failing(NamedTuple):
    """A failure, the code of its error, whether a change may have been made then, and whether it was."""

    kind: Any
    how: dict[str, Any]
    code: str
    perhaps: bool
    done: bool


FAILURES = [
    Failing("reset before", {}, "ANSWER_LOST", perhaps=True, done=False),
    Failing("reset after", {}, "ANSWER_LOST", perhaps=True, done=True),
    Failing("status", {"status": 500}, "HTTP_500", perhaps=True, done=False),
    Failing("status", {"status": 502}, "HTTP_502", perhaps=True, done=False),
    Failing("status", {"status": 503}, "HTTP_503", perhaps=True, done=False),
    Failing("status", {"status": 404}, "HTTP_404", perhaps=False, done=False),
    Failing("status", {"status": 302}, "HTTP_302", perhaps=False, done=False),
    Failing("garbage", {}, "BAD_ANSWER", perhaps=True, done=True),
    Failing("latency", {"seconds": 30}, "ANSWER_LOST", perhaps=True, done=True),
    Failing("status", {"status": 429, "retry_after": "30.0"}, "THROTTLED", perhaps=False, done=False),
    Failing("token refused", {"count": 2}, "UNAUTHORIZED", perhaps=False, done=False),
]
each_failure = pytest.mark.parametrize("failing", FAILURES, ids=lambda failing: f"{failing.kind} {failing.how}")


@pytest.fixture
def change(admin: ShopifyAdmin, shop: Shop) -> Change:
    """A change that Shopify would make."""
    shop.add_variant("CAKE", 5)
    here = admin.locations()[0].gid
    return Change(admin.find_items(["CAKE"], here)[0].item_gid, here, 5, 3)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of our side."""
    moved = Clock()
    monkeypatch.setattr(shopify_call, "time", moved)
    return moved


def code_of(ask: Callable[[], object]) -> ShopifyError:
    with pytest.raises(ShopifyError) as error:
        ask()
    return error.value


def hurried(connect: Connect, patched: pytest.MonkeyPatch) -> ShopifyAdmin:
    """Return a client whose time is nearly over, on a clock that stands still."""
    clock = Clock()
    patched.setattr(shopify_call, "time", clock)
    patched.setattr(shopify_call, "LEAST_SECONDS", 0.1)
    return connect(deadline=clock.monotonic() + 0.3)


@each_failure
def test_change_that_failed_is_made_once_when_it_is_sent_again(
    connect: Connect, shop: Shop, change: Change, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.fail(failing.kind, operation="SetQuantities", **failing.how)
    with monkeypatch.context() as patched:
        admin = hurried(connect, patched) if failing.kind == "latency" else connect()
        error = code_of(lambda: admin.set_quantities([change], "key", REFERENCE))
    assert (error.code, error.perhaps_applied) == (failing.code, failing.perhaps)
    if failing.done:  # a slow shop may still be about it
        wait_until(lambda: shop.changes("CAKE") == 1, 30, lambda: "The change is not made.")
    assert shop.available("CAKE") == (3 if failing.done else 5)
    assert connect().set_quantities([change], "key", REFERENCE) == []
    assert (shop.available("CAKE"), shop.changes("CAKE")) == (3, 1)


@each_failure
def test_question_that_failed_has_changed_nothing(
    connect: Connect, shop: Shop, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect().locations()
    shop.fail(failing.kind, operation="Locations", **failing.how)
    seconds = 20
    if failing.kind == "latency":  # with time to spare, but not for a single call
        monkeypatch.setattr(shopify_call, "CALL_SECONDS", 0.3)
        seconds = 60
    error = code_of(connect(seconds=seconds).locations)
    assert (error.code, error.perhaps_applied) == (failing.code, False)


def test_shop_that_takes_no_connection_was_sent_nothing(connect: Connect) -> None:
    for access in (FIXED, ACCESS):
        admin = connect(replace(access, url=f"http://127.0.0.1:{free_port()}/{CANARY}"))
        error = code_of(lambda: admin.set_quantities([Change("a", "b", 1, 0)], "k", REFERENCE))  # noqa: B023 - called at once
        assert (error.code, error.perhaps_applied) == ("NOT_SENT", False)
        assert CANARY not in repr(error)


def test_call_without_time_for_its_answer_is_not_sent(connect: Connect, shop: Shop, change: Change) -> None:
    before = len(shop.calls)
    error = code_of(lambda: connect(seconds=0.9).set_quantities([change], "key", REFERENCE))
    assert (error.code, error.perhaps_applied) == ("NOT_SENT", False)
    assert len(shop.calls) == before


@pytest.mark.parametrize("told", [("throttled", 1.0), ("status", 7.0)])
def test_throttled_call_waits_and_is_sent_again(
    connect: Connect, shop: Shop, change: Change, clock: Clock, told: tuple[Any, float]
) -> None:
    kind, wait = told
    shop.fail(kind, count=2, operation="SetQuantities", status=429, retry_after="7.0")
    assert connect().set_quantities([change], "key", REFERENCE) == []
    assert clock.sleeps == [wait, wait]
    assert (shop.count("SetQuantities"), shop.changes("CAKE")) == (3, 1)


@pytest.mark.parametrize("told", [("throttled", 1.0), ("status", 7.0)])
def test_throttled_call_beyond_its_deadline_says_how_long_to_wait(
    connect: Connect, shop: Shop, change: Change, clock: Clock, told: tuple[Any, float]
) -> None:
    kind, wait = told
    shop.fail(kind, operation="SetQuantities", status=429, retry_after="7.0")
    error = code_of(lambda: connect(seconds=1.5).set_quantities([change], "key", REFERENCE))
    assert (error.code, error.wait_seconds, error.perhaps_applied) == ("THROTTLED", wait, False)
    assert clock.sleeps == []
    assert shop.count("SetQuantities") == 1


def test_empty_bucket_is_waited_for_as_its_cost_says(
    connect: Connect, shop: Shop, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, begun = connect().locations()[0].gid, shop.clock.now()

    def now() -> datetime:
        """Time passes there by our sleep alone; who does not sleep would ask for ever."""
        assert shop.count("LevelPage") < 5
        return begun + timedelta(seconds=sum(clock.sleeps))

    monkeypatch.setattr(shop.bucket, "_clock", SimpleNamespace(now=now))
    with shop.lock:
        shop.bucket.spend(shop.bucket.available())
    connect().level_page(here)
    assert shop.count("LevelPage") == 2
    assert clock.sleeps == [0.33]  # what it asks for is 33 points, and a second brings a hundred


class Shared:
    """A throttle as the database keeps it, and what it was told."""

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)
        self.reserved: list[int] = []
        self.reports: list[tuple[float, float]] = []

    def reserve(self, cost: int) -> float:
        self.reserved.append(cost)
        return self.waits.pop(0) if self.waits else 0.0

    def report(self, available: float, restore_rate: float) -> None:
        self.reports.append((available, restore_rate))


def test_shared_throttle_is_asked_before_and_told_after_each_call(connect: Connect, shop: Shop, clock: Clock) -> None:
    shared = Shared(0.3)
    admin = connect(throttle=shared)
    here = admin.locations()[0].gid
    assert clock.sleeps == [0.3]
    admin.level_page(here)
    assert shared.reserved == [LOCATIONS.cost, LEVEL_PAGE.cost]
    assert [rate for _, rate in shared.reports] == [100, 100]
    assert all(0 < available < shop.bucket.size + 1 for available, _ in shared.reports)


def test_throttled_call_tells_the_shared_throttle_too_and_asks_it_again(
    connect: Connect, shop: Shop, clock: Clock
) -> None:
    shared = Shared()
    shop.fail("throttled", operation="Locations")
    connect(throttle=shared).locations()
    assert (len(shared.reserved), len(shared.reports)) == (2, 2)
    assert clock.sleeps == [1]


def test_turn_that_comes_too_late_is_not_waited_for(connect: Connect, shop: Shop, clock: Clock) -> None:
    error = code_of(lambda: connect(throttle=Shared(60)).locations())
    assert (error.code, error.wait_seconds, error.perhaps_applied) == ("THROTTLED", 60, False)
    assert clock.sleeps == []
    assert shop.calls == []


def test_other_version_wakes_somebody_once_a_shop_and_the_work_goes_on(
    connect: Connect, shop: Shop, second: Shop, lines: Lines
) -> None:
    connect().locations()
    assert lines.of("failed") == []
    expired = {"X-Shopify-API-Version": "2027-01"}
    shop.fail("headers", count=3, headers=expired)
    for _ in range(3):
        assert len(connect().locations()) == 1
    second.fail("headers", headers=expired)
    connect(replace(ACCESS, store="flourlane", domain=second.domain)).locations()
    assert [line["store"] for line in lines.of("failed")] == ["bannos", "flourlane"]
    assert {(line["levelname"], line["code"], line["outcome"]) for line in lines.of("failed")} == {
        ("ERROR", "SYNC001", "api_version")
    }


DEAR = "query Dear { " + "".join(f"a{n}: locations(first: 250) {{ nodes {{ id }} }} " for n in range(250)) + "}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DEAR, "MAX_COST_EXCEEDED"),
        ("query Unknown { inventoryItems(first: 1) { nodes { colour } } }", "undefinedField"),
    ],
)
def test_document_that_is_refused_has_the_code_of_the_refusal(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    monkeypatch.setattr("ordak.shopify.documents.LOCATIONS", Document(text.split()[1], text, 1))
    assert code_of(connect().locations).code == code


ODD = [
    (b"", "BAD_ANSWER"),
    (b"null", "BAD_ANSWER"),
    (b"[]", "BAD_ANSWER"),
    (b'"Zz-CANARY"', "BAD_ANSWER"),
    (b"{}", "BAD_ANSWER"),
    (b"[" * 200_000, "BAD_ANSWER"),
    (b'{"data": null}', "BAD_ANSWER"),
    (b'{"data": []}', "BAD_ANSWER"),
    (b'{"data": {"inventorySetQuantities": null}}', "BAD_ANSWER"),
    (b'{"data": {"inventorySetQuantities": {"userErrors": [{"code": "X"}]}}}', "BAD_ANSWER"),
    (b'{"data": {}, "extensions": {"cost": {"throttleStatus": {"currentlyAvailable": [], "restoreRate": 1}}}}', "BAD_ANSWER"),
    (b'{"errors": "Zz-CANARY"}', "GRAPHQL_ERROR"),
    (b'{"errors": [{"message": "Zz-CANARY"}]}', "GRAPHQL_ERROR"),
    (b'{"errors": [{"message": "x", "extensions": {"code": "Zz-CANARY was sent"}}]}', "GRAPHQL_ERROR"),
    (b'{"errors": [{"message": "x", "extensions": null}, 7]}', "GRAPHQL_ERROR"),
    (b'{"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}', "INTERNAL_SERVER_ERROR"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code"), ODD)
def test_answer_of_no_use_leaves_open_what_was_done_and_is_not_quoted(
    connect: Connect, lines: Lines, body: bytes, code: str
) -> None:
    with wire(lambda call: call.answer(200, body)) as other:
        admin = connect(replace(FIXED, url=other.url), throttle=Shared())
        error = code_of(lambda: admin.set_quantities([Change("a", "b", 1, 0)], "k", REFERENCE))
    assert (error.code, error.perhaps_applied) == (code, True)
    assert CANARY not in f"{error!r} {lines.text}"


@pytest.mark.parametrize("code", ["ACCESS_DENIED", "BAD_REQUEST", "INVALID_FIELD_ARGUMENTS", "INVALID_VARIABLE"])
def test_change_that_was_refused_beforehand_was_surely_not_made(connect: Connect, code: str) -> None:
    refused = {"errors": [{"message": "x", "extensions": {"code": code}}], "data": {"inventorySetQuantities": None}}
    with wire(lambda call: call.answer(200, json.dumps(refused).encode())) as other:
        admin = connect(replace(FIXED, url=other.url))
        error = code_of(lambda: admin.set_quantities([Change("a", "b", 1, 0)], "k", REFERENCE))
    assert (error.code, error.perhaps_applied) == (code, False)


def test_half_of_what_was_asked_for_is_not_taken_for_the_whole(connect: Connect) -> None:
    """As the recorded answers to an app without the scope of customers: null, and beside it the error."""
    told = {"data": {"locations": {"nodes": []}}, "errors": [{"message": "x", "extensions": {"code": "ACCESS_DENIED"}}]}
    with wire(lambda call: call.answer(200, json.dumps(told).encode())) as other:
        assert code_of(connect(replace(FIXED, url=other.url)).locations).code == "ACCESS_DENIED"


def test_call_carries_the_pinned_version_and_the_token_in_its_header_alone(connect: Connect) -> None:
    def script(call: Call) -> None:
        call.answer(200, b'{"data": {"locations": {"nodes": []}}}')

    with wire(script) as other:
        connect(replace(FIXED, url=f"{other.url}/bannos.myshopify.com")).locations()
    call = other.calls[0]
    assert call.head.startswith("POST /bannos.myshopify.com/admin/api/2026-10/graphql.json HTTP/1.1\r\n")
    assert call.header("x-shopify-access-token") == "shpat_double"
    assert b"shpat_double" not in call.body
    assert json.loads(call.body)["operationName"] == "Locations"
